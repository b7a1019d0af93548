package dev.r3.infra.mlflow;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.infra.mlflow.FakeMlflow.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an MLflow server keeps, with the rules of MLflow 3.17 that deliveries meet. */
final class FakeRuns {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Answer DONE = Answer.json("{}");

    /** A run; its parameters never change. */
    static final class Run {
        final String id;
        final JsonNode created;
        final Map<String, String> params = new TreeMap<>();
        final Map<String, String> tags = new TreeMap<>();
        final Map<String, JsonNode> datasets = new TreeMap<>();

        /** As a store on a database keeps them: an equal point is one point. */
        final Set<String> points = new TreeSet<>();

        String status = "RUNNING";
        long endTime;
        boolean deleted;

        Run(String id, JsonNode created) {
            this.id = id;
            this.created = created;
            created.path("tags")
                    .forEach(tag ->
                            tags.put(tag.path("key").asText(), tag.path("value").asText()));
        }
    }

    final Map<String, String> experiments = new TreeMap<>();
    final Map<String, Run> all = new TreeMap<>();
    final Map<String, String> files = new TreeMap<>();

    /** What runs' files are kept under. */
    String artifactRoot = "mlflow-artifacts:/1";

    private final List<String> coming = new ArrayList<>();

    /** The ids of the next runs. */
    void idsWillBe(String... ids) {
        coming.addAll(List.of(ids));
    }

    Run run(String id) {
        return requireNonNull(all.get(id), () -> "no run " + id);
    }

    List<Run> live() {
        return all.values().stream().filter(run -> !run.deleted).toList();
    }

    synchronized Answer call(String call, String query, JsonNode body) {
        return switch (call) {
            case "experiments/get-by-name" -> experiment(query);
            case "experiments/create" -> createExperiment(body.path("name").asText());
            case "runs/create" -> createRun(body);
            case "runs/search" -> search(body.path("filter").asText());
            default -> onRun(call, body);
        };
    }

    synchronized Answer file(String call, String text) {
        files.put(call, text);
        return DONE;
    }

    Run createRun(String id, String key) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("tags").addObject().put("key", "r3.run").put("value", key);
        Run run = new Run(id, body);
        all.put(id, run);
        return run;
    }

    private Answer experiment(String name) {
        String lifecycle = experiments.get(name);
        return lifecycle == null
                ? Answer.error(404, "RESOURCE_DOES_NOT_EXIST")
                : Answer.json(
                        "{\"experiment\":{\"experiment_id\":\"1\",\"lifecycle_stage\":\"%s\"}}".formatted(lifecycle));
    }

    private Answer createExperiment(String name) {
        if (experiments.putIfAbsent(name, "active") != null) {
            return Answer.error(400, "RESOURCE_ALREADY_EXISTS");
        }
        return Answer.json("{\"experiment_id\":\"1\"}");
    }

    private Answer createRun(JsonNode body) {
        Run run = new Run(coming.isEmpty() ? "run" + all.size() : coming.remove(0), body);
        all.put(run.id, run);
        return Answer.json("{\"run\":%s}".formatted(json(run)));
    }

    /** The newest run first: the client must not rely on any order. */
    private Answer search(String filter) {
        ObjectNode found = JSON.createObjectNode();
        live().stream()
                .filter(run -> filter.equals("tags.`r3.run` = '%s'".formatted(run.tags.get("r3.run"))))
                .sorted((a, b) -> b.id.compareTo(a.id))
                .forEach(run -> found.withArray("/runs").add(json(run)));
        return Answer.json(found.toString());
    }

    private JsonNode json(Run run) {
        ObjectNode json = JSON.createObjectNode();
        json.putObject("info")
                .put("run_id", run.id)
                .put("status", run.status)
                .put("artifact_uri", artifactRoot + "/" + run.id + "/artifacts");
        ArrayNode tags = json.putObject("data").putArray("tags");
        run.tags.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
        return json;
    }

    private Answer onRun(String call, JsonNode body) {
        Run run = all.get(body.path("run_id").asText());
        if (run == null) {
            return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
        }
        if (call.equals("runs/delete")) {
            run.deleted = true;
            return DONE;
        }
        if (run.deleted) {
            return Answer.error(400, "INVALID_PARAMETER_VALUE");
        }
        return switch (call) {
            case "runs/log-batch" -> log(run, body);
            case "runs/log-inputs" -> logInputs(run, body);
            case "runs/set-tag" -> setTag(run, body);
            case "runs/update" -> end(run, body);
            default -> Answer.error(404, "ENDPOINT_NOT_FOUND");
        };
    }

    private static Answer log(Run run, JsonNode body) {
        if (body.path("params").size() > 100
                || body.path("tags").size() > 100
                || body.path("metrics").size() > 1000
                || body.toString().length() > 1_000_000) {
            return Answer.error(400, "INVALID_PARAMETER_VALUE");
        }
        for (JsonNode param : body.path("params")) {
            String value = param.path("value").asText();
            String standing = run.params.putIfAbsent(param.path("key").asText(), value);
            if (value.length() > 6000 || (standing != null && !standing.equals(value))) {
                return Answer.error(400, "INVALID_PARAMETER_VALUE");
            }
        }
        for (JsonNode point : body.path("metrics")) {
            run.points.add("%s %d %s %d"
                    .formatted(
                            point.path("key").asText(),
                            point.path("step").asLong(),
                            point.path("value").asText(),
                            point.path("timestamp").asLong()));
        }
        for (JsonNode tag : body.path("tags")) {
            if (tag.path("value").asText().length() > 8000) {
                return Answer.error(400, "INVALID_PARAMETER_VALUE");
            }
            run.tags.put(tag.path("key").asText(), tag.path("value").asText());
        }
        return DONE;
    }

    private static Answer logInputs(Run run, JsonNode body) {
        body.path("datasets")
                .forEach(input ->
                        run.datasets.putIfAbsent(input.at("/dataset/name").asText(), input));
        return DONE;
    }

    private static Answer setTag(Run run, JsonNode body) {
        run.tags.put(body.path("key").asText(), body.path("value").asText());
        return DONE;
    }

    private static Answer end(Run run, JsonNode body) {
        run.status = body.path("status").asText();
        run.endTime = body.path("end_time").asLong();
        return DONE;
    }
}
