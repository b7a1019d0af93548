package dev.r3.tests.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a miniature comes to where nothing can be killed: in one process, without servers.
 *
 * @param contents the digest of what each stage came to, by the stage's own digest
 * @param steps of the training, each with the values of its metrics
 */
record UndisturbedMiniature(SortedMap<String, String> contents, List<JsonNode> steps) {
    private static final ObjectMapper JSON = new ObjectMapper();

    UndisturbedMiniature {
        requireNonNull(contents, "contents is null");
        steps = List.copyOf(steps);
    }

    /**
     * Computes it.
     *
     * @param home of the command
     * @param folder of its own, for the stages
     */
    static UndisturbedMiniature compute(Path home, MiniatureExperiment experiment, Path folder, Duration timeout)
            throws Exception {
        R3Process.run(home, timeout, "effect", experiment.spec().toString(), "--out", folder.toString());
        SortedMap<String, String> contents = new TreeMap<>();
        List<JsonNode> steps = new ArrayList<>();
        for (Path file : manifests(folder.resolve("stages"))) {
            JsonNode manifest = JSON.readTree(file.toFile());
            contents.put(
                    manifest.path("digest").textValue(),
                    manifest.path("content").textValue());
            if (manifest.path("kind").textValue().equals("TRAIN")) {
                String metrics =
                        manifest.path("files").path("metrics.jsonl").path("key").textValue();
                for (String line : Files.readAllLines(folder.resolve(metrics))) {
                    steps.add(JSON.readTree(line));
                }
            }
        }
        return new UndisturbedMiniature(contents, steps);
    }

    /** Of a kind and a digest; snapshots have manifests of their own. */
    private static List<Path> manifests(Path stages) throws IOException {
        try (Stream<Path> files = Files.find(stages, 3, (file, is) -> file.endsWith("manifest.json"))) {
            return files.toList();
        }
    }

    /** A metric's points: step and value. */
    SortedMap<Long, Double> curve(String metric) {
        SortedMap<Long, Double> points = new TreeMap<>();
        steps.forEach(step -> points.put(
                step.path("step").longValue(), step.path("values").path(metric).doubleValue()));
        return points;
    }
}
