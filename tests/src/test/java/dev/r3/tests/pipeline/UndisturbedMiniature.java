package dev.r3.tests.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.activities.stage.Sha256;
import dev.r3.infra.cli.EffectProgram;
import dev.r3.model.evaluate.Proportion;
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
 * @param manifests of the stages, by the stages' digests
 * @param weights the SHA-256 of the trained weights, as they lie there
 * @param steps of the training, each with the values of its metrics
 */
record UndisturbedMiniature(SortedMap<String, JsonNode> manifests, String weights, List<JsonNode> steps) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Data set, attempts, failures, training, nine arms, gate, report. */
    private static final int STAGES = 15;

    private static final String WEIGHTS = "model.safetensors";

    UndisturbedMiniature {
        requireNonNull(manifests, "manifests is null");
        requireNonNull(weights, "weights is null");
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
        SortedMap<String, JsonNode> manifests = new TreeMap<>();
        String weights = "";
        List<JsonNode> steps = new ArrayList<>();
        for (Path file : manifests(folder.resolve("stages"))) {
            JsonNode manifest = JSON.readTree(file.toFile());
            manifests.put(manifest.path("digest").textValue(), manifest);
            if (manifest.path("kind").textValue().equals("TRAIN")) {
                weights = Sha256.of(file(folder, manifest, WEIGHTS)).hex();
                for (String line : Files.readAllLines(file(folder, manifest, "metrics.jsonl"))) {
                    steps.add(JSON.readTree(line));
                }
            }
        }
        return new UndisturbedMiniature(manifests, weights, steps);
    }

    private static Path file(Path folder, JsonNode manifest, String name) {
        return folder.resolve(manifest.path("files").path(name).path("key").textValue());
    }

    /** Checks that a run came to the same: each stage of its result in JSON. */
    void assertSame(JsonNode stages) {
        assertThat(stages).hasSize(STAGES);
        for (JsonNode stage : stages) {
            assertThat(stage.path("content").textValue())
                    .as(stage.path("stage").textValue())
                    .isEqualTo(manifest(stage).path("content").textValue());
        }
    }

    /**
     * Checks that the trained weights are the very bytes.
     *
     * @param stages of a run's result in JSON
     * @param stored the manifests of a store whose files are whole, by their stages' digests
     */
    void assertSameWeights(JsonNode stages, SortedMap<String, JsonNode> stored) {
        for (JsonNode stage : stages) {
            if (stage.path("stage").textValue().equals("train")) {
                JsonNode files = requireNonNull(stored.get(stage.path("digest").textValue()))
                        .path("files");
                assertThat(files.path(WEIGHTS).path("sha256").textValue()).isEqualTo(weights);
                return;
            }
        }
        throw new AssertionError("no stage train");
    }

    /** Of a stage of a run's result in JSON. */
    private JsonNode manifest(JsonNode stage) {
        return requireNonNull(
                manifests.get(stage.path("digest").textValue()), () -> "undisturbed, no stage is " + stage);
    }

    /** Of a kind and a digest; snapshots have manifests of their own. */
    private static List<Path> manifests(Path stages) throws IOException {
        try (Stream<Path> files = Files.find(stages, 3, (file, is) -> file.endsWith("manifest.json"))) {
            return files.toList();
        }
    }

    /**
     * The metrics of an arm's run but for its seconds, as they follow from what its evaluation counted.
     *
     * @param stage of a run's result in JSON
     */
    SortedMap<String, Double> arm(JsonNode stage) {
        JsonNode summary = manifest(stage).path("summary");
        long tasks = summary.path("tasks").longValue();
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("eval/tasks", (double) tasks);
        for (String attempt : List.of("first_try", "second_try")) {
            Proportion passed = new Proportion(summary.path(attempt).longValue(), tasks);
            metrics.put("eval/" + attempt, passed.share());
            metrics.put("eval/" + attempt + "_low", passed.wilson().low());
            metrics.put("eval/" + attempt + "_high", passed.wilson().high());
        }
        long tokens = 0;
        for (JsonNode written : summary.path("generated_tokens")) {
            tokens += written.longValue();
        }
        metrics.put("eval/generated_tokens", (double) tokens);
        return metrics;
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
