package dev.r3.tests.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import dev.r3.infra.local.TrackingEndpoint;
import dev.r3.tests.server.WhatRan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** What an MLflow server knows, by its REST interface. */
record TrackedRuns(URI server) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String API = "/api/2.0/mlflow/";
    private static final String ARM_SECONDS = "eval/seconds";

    /** Of a home's local server, which is started if need be. */
    static TrackedRuns of(Path home) {
        return at(LocalStack.of(home)
                .up(EnumSet.allOf(Service.class), message -> {})
                .tracking()
                .orElseThrow());
    }

    static TrackedRuns at(TrackingEndpoint endpoint) {
        assertThat(endpoint).isInstanceOf(TrackingEndpoint.Served.class);
        URI server = ((TrackingEndpoint.Served) endpoint).uri();
        WhatRan.against("MLflow %s of the local stack".formatted(version(server)), "whole experiments");
        return new TrackedRuns(server);
    }

    private static String version(URI server) {
        try {
            return HTTP.send(HttpRequest.newBuilder(server.resolve("/version")).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it asked for MLflow's version", e);
        }
    }

    /** Checks that of so many finished miniatures each run, each point of a curve and each model is there, and once. */
    void assertMiniaturesOnce(int experiments) throws IOException, InterruptedException {
        Map<String, Integer> kinds = new TreeMap<>();
        for (JsonNode run : of(MiniatureExperiment.TRACKED_AS)) {
            String name = run.path("info").path("run_name").textValue();
            assertThat(run.path("info").path("status").textValue()).as(name).isEqualTo("FINISHED");
            kinds.merge(name.startsWith("r3-") ? "experiment" : name.replaceAll("/.*", ""), 1, Integer::sum);
            String id = run.path("info").path("run_id").textValue();
            if (name.equals("train")) {
                List<Long> all = LongStream.rangeClosed(1, MiniatureExperiment.STEPS)
                        .boxed()
                        .toList();
                assertThat(steps(id, "reward")).isEqualTo(all);
                assertThat(steps(id, "loss")).isEqualTo(all);
                assertThat(models(id))
                        .as("the chosen step's, the other snapshot's")
                        .hasSize(2);
                assertThat(inputs(run)).containsExactlyInAnyOrder("train", "validation");
            } else if (name.startsWith("r3-")) {
                assertThat(run.at("/data/tags").findValuesAsText("key"))
                        .contains("r3.file.report.html", "r3.file.plots/arms.png", "r3.gate", "r3.gate.reason");
                assertThat(files(id)).contains("report.html", "figures.json", "plots");
            } else if (name.startsWith("eval/")) {
                assertThat(steps(id, "eval/second_try")).as(name).containsExactly(0L);
                assertThat(inputs(run)).as(name).containsExactly("test");
            }
        }
        assertThat(kinds).isEqualTo(Map.of("experiment", experiments, "train", experiments, "eval", 9 * experiments));
    }

    /**
     * Checks that a finished miniature's training has the metrics of one that nobody disturbed, each with its points,
     * and that the points have the very values: but those of seconds, which are others each time.
     */
    void assertCurves(MiniatureExperiment experiment, UndisturbedMiniature undisturbed)
            throws IOException, InterruptedException {
        JsonNode training = training(experiment);
        String run = training.path("info").path("run_id").textValue();
        assertThat(training.at("/data/metrics").findValuesAsText("key"))
                .as("metrics of %s", experiment)
                .containsExactlyInAnyOrderElementsOf(undisturbed.metrics());
        for (String metric : undisturbed.metrics()) {
            SortedMap<Long, Double> expected = undisturbed.curve(metric);
            assertThat(steps(run, metric))
                    .as("%s of %s, each point once", metric, experiment)
                    .containsExactlyElementsOf(expected.keySet());
            if (!isOfSeconds(metric)) {
                assertThat(curve(run, metric))
                        .as("%s of %s", metric, experiment)
                        .isEqualTo(expected);
            }
        }
    }

    /**
     * Checks that a finished miniature's arms have a run each, with the metrics that follow from what nobody disturbed:
     * one point of each, with the very value but for the seconds, which are others each time.
     *
     * @param stages of its result in JSON
     */
    void assertArms(MiniatureExperiment experiment, JsonNode stages, UndisturbedMiniature undisturbed)
            throws IOException, InterruptedException {
        Map<String, JsonNode> runs = new TreeMap<>();
        for (JsonNode run : runs(experiment, "LIKE 'eval/%'")) {
            String name = run.path("info").path("run_name").textValue();
            assertThat(runs.put(name, run))
                    .as("another %s of %s", name, experiment)
                    .isNull();
        }
        Set<String> arms = new TreeSet<>();
        for (JsonNode stage : stages) {
            String name = stage.path("stage").textValue();
            if (name.startsWith("evaluation/")) {
                String arm = name.replaceFirst("evaluation/", "eval/");
                arms.add(arm);
                JsonNode run = requireNonNull(runs.get(arm), () -> "no run " + arm + " of " + experiment);
                assertArm(run, undisturbed.arm(stage));
            }
        }
        assertThat(runs).containsOnlyKeys(arms);
    }

    private void assertArm(JsonNode run, SortedMap<String, Double> expected) throws IOException, InterruptedException {
        String name = run.path("info").path("run_name").textValue();
        Set<String> metrics = new TreeSet<>(expected.keySet());
        metrics.add(ARM_SECONDS);
        assertThat(run.at("/data/metrics").findValuesAsText("key"))
                .as("metrics of %s", name)
                .containsExactlyInAnyOrderElementsOf(metrics);
        for (String metric : metrics) {
            JsonNode points = points(run.path("info").path("run_id").textValue(), metric);
            assertThat(points).as("points of %s of %s", metric, name).hasSize(1);
            assertThat(points.get(0).path("step").longValue()).as(metric).isZero();
            assertThat(points.get(0).path("value").doubleValue())
                    .as("%s of %s", metric, name)
                    .satisfies(value -> {
                        if (metric.equals(ARM_SECONDS)) {
                            assertThat(value).isNotNegative();
                        } else {
                            assertThat(value).isEqualTo(expected.get(metric));
                        }
                    });
        }
    }

    private static boolean isOfSeconds(String metric) {
        return metric.startsWith("perf/") || metric.equals("step_time");
    }

    /** A metric's points: step and value. */
    private SortedMap<Long, Double> curve(String run, String metric) throws IOException, InterruptedException {
        SortedMap<Long, Double> points = new TreeMap<>();
        points(run, metric)
                .forEach(point -> points.put(
                        point.path("step").longValue(), point.path("value").doubleValue()));
        return points;
    }

    /** Between the earliest and the latest time of a finished miniature's steps, by the clocks of those who did them. */
    Duration span(MiniatureExperiment experiment) throws IOException, InterruptedException {
        List<Long> times = new ArrayList<>();
        get("metrics/get-history?run_id=%s&metric_key=reward"
                        .formatted(
                                training(experiment).path("info").path("run_id").textValue()))
                .path("metrics")
                .forEach(point -> times.add(point.path("timestamp").longValue()));
        return Duration.ofMillis(Collections.max(times) - Collections.min(times));
    }

    private JsonNode training(MiniatureExperiment experiment) throws IOException, InterruptedException {
        List<JsonNode> trainings = runs(experiment, "= 'train'");
        assertThat(trainings).hasSize(1);
        return trainings.get(0);
    }

    /** A miniature's whose name is so. */
    private List<JsonNode> runs(MiniatureExperiment experiment, String name) throws IOException, InterruptedException {
        return search(
                MiniatureExperiment.TRACKED_AS,
                "attributes.run_name %s AND tags.`r3.experiment` LIKE 'r3-%s-%%'".formatted(name, experiment.name()));
    }

    /** What the data sets are used for that a run has. */
    private static List<String> inputs(JsonNode run) {
        List<String> contexts = new ArrayList<>();
        run.at("/inputs/dataset_inputs")
                .forEach(input -> contexts.add(input.at("/tags/0/value").textValue()));
        return contexts;
    }

    /** A run's tag; empty if it has none of this name. */
    static String tag(JsonNode run, String key) {
        for (JsonNode tag : run.path("data").path("tags")) {
            if (tag.path("key").textValue().equals(key)) {
                return tag.path("value").textValue();
            }
        }
        return "";
    }

    /** All living runs of an experiment. */
    List<JsonNode> of(String experiment) throws IOException, InterruptedException {
        return search(experiment, "");
    }

    private List<JsonNode> search(String experiment, String filter) throws IOException, InterruptedException {
        String id = get("experiments/get-by-name?experiment_name=" + experiment)
                .path("experiment")
                .path("experiment_id")
                .textValue();
        List<JsonNode> runs = new ArrayList<>();
        String page = "";
        do {
            ObjectNode search = JSON.createObjectNode()
                    .put("max_results", 1000)
                    .put("page_token", page)
                    .put("filter", filter);
            search.putArray("experiment_ids").add(id);
            JsonNode found = send(HttpRequest.newBuilder(URI.create(server + API + "runs/search"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(search.toString()))
                    .build());
            found.path("runs").forEach(runs::add);
            page = found.path("next_page_token").asText();
        } while (!page.isEmpty());
        return runs;
    }

    /** The steps at which a run has a metric, in their order; one that is there twice is twice in the list. */
    List<Long> steps(String run, String metric) throws IOException, InterruptedException {
        List<Long> steps = new ArrayList<>();
        points(run, metric).forEach(point -> steps.add(point.path("step").asLong()));
        steps.sort(Long::compare);
        return steps;
    }

    /** All that was logged of a metric. */
    private JsonNode points(String run, String metric) throws IOException, InterruptedException {
        return get("metrics/get-history?run_id=%s&metric_key=%s".formatted(run, metric))
                .path("metrics");
    }

    /** The files and folders beside a run. */
    List<String> files(String run) throws IOException, InterruptedException {
        return get("artifacts/list?run_id=" + run).path("files").findValuesAsText("path");
    }

    /** The models that a run made. */
    JsonNode models(String run) throws IOException, InterruptedException {
        return get("runs/get?run_id=" + run).at("/run/outputs/model_outputs");
    }

    /** The version of a registered model that has an alias. */
    JsonNode version(String model, String alias) throws IOException, InterruptedException {
        return get("registered-models/alias?name=%s&alias=%s".formatted(model, alias))
                .path("model_version");
    }

    private JsonNode get(String call) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + API + call)).build());
    }

    private static JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    }
}
