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
 * The whole method on the smallest model and a few tasks that it solves now and then: seconds of work in a dozen stages.
 *
 * @param folder of its files
 * @param seed tells it from others
 * @param steps of its training
 */
record MiniatureExperiment(Path folder, int seed, int steps) {
    static final String TRACKED_AS = "faults";

    /** Of most miniatures. */
    static final int STEPS = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Path MODEL =
            Path.of("..", "models", "countdown-small").toAbsolutePath().normalize();

    MiniatureExperiment(Path folder, int seed) {
        this(folder, seed, STEPS);
    }

    /** In its spec. */
    String name() {
        return "faults-" + seed;
    }

    /** Writes what all miniatures of a folder share. */
    static void prepare(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("tasks.jsonl"),
                IntStream.range(0, 60).mapToObj(MiniatureExperiment::task).collect(Collectors.joining()));
    }

    private static String task(int i) {
        int a = 3 + i % 9;
        int b = 2 + i % 7;
        int c = 4 + i % 5;
        int d = 1 + i % 11;
        return "{\"target\":%d,\"nums\":[%d,%d,%d,%d]}\n".formatted(a * b + c + d, a, b, c, d);
    }

    Path spec() throws IOException {
        return Files.writeString(folder.resolve("faults-%d.yaml".formatted(seed)), """
                name: %s
                seed: %d
                task: { family: countdown }
                data:
                  source: tasks.jsonl
                  split: { validation: 0.2, test: 0.4 }
                policy: { checkpoint: "%s", context-tokens: 512, cache-tokens: 8192 }
                episode:
                  first-answer: { max-tokens: 32 }
                  reflection: { max-tokens: 48 }
                  retry: { max-tokens: 32 }
                  reflections: 8
                failures: { samples: 2 }
                train:
                  steps: %d
                  failures-per-step: 8
                  beta: 0
                  anchor: { weight: 1, answers-per-step: 4 }
                  learning-rate: { peak: 1e-3, schedule: constant, warm-up: 0 }
                  steps-per-snapshot: 2
                evaluate:
                  validation-tasks: 5
                  baselines: { big: "%s" }
                tracking: { experiment: %s }
                """.formatted(
                        name(), seed, MODEL, steps, MODEL, TRACKED_AS));
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
