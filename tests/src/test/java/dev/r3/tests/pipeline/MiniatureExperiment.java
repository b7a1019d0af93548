package dev.r3.tests.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The whole method on a model of random weights and a few tasks: seconds of work in a dozen stages.
 *
 * @param folder of its files
 * @param seed tells it from others
 */
record MiniatureExperiment(Path folder, int seed) {
    static final String TRACKED_AS = "faults";

    static final int STEPS = 6;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Writes what all miniatures of a folder share. */
    static void prepare(Path folder) throws IOException {
        TerseModel.write(folder.resolve("model"));
        Files.writeString(
                folder.resolve("tasks.jsonl"),
                IntStream.range(0, 60)
                        .mapToObj(i -> "{\"target\":%d,\"nums\":[2,3,%d]}\n".formatted(10 + i, 5 + i))
                        .collect(Collectors.joining()));
    }

    Path spec() throws IOException {
        return Files.writeString(
                folder.resolve("faults-%d.yaml".formatted(seed)), """
                name: faults-%d
                seed: %d
                task: { family: countdown }
                data:
                  source: tasks.jsonl
                  split: { validation: 0.2, test: 0.4 }
                policy: { checkpoint: model, context-tokens: 512, cache-tokens: 4096 }
                episode:
                  first-answer: { max-tokens: 3 }
                  reflection: { max-tokens: 3 }
                  retry: { max-tokens: 3 }
                  reflections: 2
                failures: { samples: 2 }
                train:
                  steps: %d
                  failures-per-step: 4
                  beta: 0
                  anchor: { weight: 1, answers-per-step: 4 }
                  learning-rate: { peak: 1e-3, schedule: constant, warm-up: 0 }
                  steps-per-snapshot: 2
                  most-unscorable: 1
                evaluate:
                  validation-tasks: 5
                  baselines: { big: model }
                tracking: { experiment: %s }
                """.formatted(seed, seed, STEPS, TRACKED_AS));
    }

    /** The digest of what each stage of a result came to, by the stage's name. */
    static SortedMap<String, String> contents(String json) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        for (JsonNode stage : JSON.readTree(json).path("stages")) {
            contents.put(stage.path("stage").textValue(), stage.path("content").textValue());
        }
        return contents;
    }
}
