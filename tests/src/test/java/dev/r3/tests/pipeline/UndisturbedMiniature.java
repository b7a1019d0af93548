package dev.r3.tests.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.cli.EffectProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a miniature comes to where nothing can be killed: in one process, without servers.
 *
 * @param contents the digest of what each stage came to, by the stage's own digest
 * @param steps of the training, each with the values of its metrics
 */
record UndisturbedMiniature(SortedMap<String, String> contents, List<JsonNode> steps) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Data set, attempts, failures, training, nine arms, gate, report. */
    private static final int STAGES = 15;

    UndisturbedMiniature {
        requireNonNull(contents, "contents is null");
        steps = List.copyOf(steps);
    }

    /**
     * Computes them, one after the other.
     *
     * @param folder for the stages of each, and the command's home
     */
    static List<UndisturbedMiniature> compute(Path folder, List<MiniatureExperiment> experiments, Duration timeout)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of(folder.toString()));
        List<Path> results = new ArrayList<>();
        for (MiniatureExperiment experiment : experiments) {
            Path result = folder.resolve("undisturbed-" + experiment.seed());
            results.add(result);
            arguments.addAll(List.of(experiment.spec().toString(), result.toString()));
        }
        R3Process.start(folder, Map.of(), R3Process.program(EffectProgram.class, arguments))
                .awaitSuccess(timeout);
        List<UndisturbedMiniature> read = new ArrayList<>();
        for (Path result : results) {
            read.add(read(result));
        }
        return read;
    }

    private static UndisturbedMiniature read(Path folder) throws IOException {
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

    /** Checks that a run came to the same: each stage of its result in JSON. */
    void assertSame(JsonNode stages) {
        assertThat(stages).hasSize(STAGES);
        for (JsonNode stage : stages) {
            assertThat(stage.path("content").textValue())
                    .as(stage.path("stage").textValue())
                    .isEqualTo(contents.get(stage.path("digest").textValue()));
        }
    }

    /** Of a kind and a digest; snapshots have manifests of their own. */
    private static List<Path> manifests(Path stages) throws IOException {
        try (Stream<Path> files = Files.find(stages, 3, (file, is) -> file.endsWith("manifest.json"))) {
            return files.toList();
        }
    }

    /** The names of all metrics that some step has. */
    SortedSet<String> metrics() {
        SortedSet<String> metrics = new TreeSet<>();
        steps.forEach(step -> step.path("values").fieldNames().forEachRemaining(metrics::add));
        return metrics;
    }

    /** A metric's points: step and value; none at a step without it. */
    SortedMap<Long, Double> curve(String metric) {
        SortedMap<Long, Double> points = new TreeMap<>();
        for (JsonNode step : steps) {
            JsonNode value = step.path("values").path(metric);
            if (value.isNumber()) {
                points.put(step.path("step").longValue(), value.doubleValue());
            }
        }
        return points;
    }
}
