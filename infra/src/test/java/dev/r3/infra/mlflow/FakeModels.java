package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.infra.mlflow.FakeMlflow.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an MLflow server keeps of models, with the rules of MLflow 3.17 that deliveries meet. */
final class FakeModels {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Answer DONE = Answer.json("{}");

    /** A model of an experiment. */
    static final class Model {
        final String id;
        final long createdAt;
        final JsonNode created;
        String status = "LOGGED_MODEL_PENDING";
        boolean deleted;

        Model(String id, long createdAt, JsonNode created) {
            this.id = id;
            this.createdAt = createdAt;
            this.created = created;
        }
    }

    final Map<String, Model> all = new TreeMap<>();

    /** By run, {@code model step}. */
    final Map<String, List<String>> outputs = new TreeMap<>();

    /** What registered models' versions were created with, by name and version. */
    final Map<String, SortedMap<Long, JsonNode>> registered = new TreeMap<>();

    /** By name of the registered model. */
    final Map<String, String> candidates = new TreeMap<>();

    /** By name of the registered model. */
    final Map<String, String> champions = new TreeMap<>();

    /** What versions say of themselves, by {@code name/version}. */
    final Map<String, String> descriptions = new TreeMap<>();

    static boolean knows(String call) {
        return call.contains("model") || call.equals("runs/outputs") || call.equals("runs/get");
    }

    List<Model> live() {
        return all.values().stream().filter(model -> !model.deleted).toList();
    }

    Model createModel(String id, long createdAt, String key) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("tags").addObject().put("key", "r3.model").put("value", key);
        Model model = new Model(id, createdAt, body);
        all.put(id, model);
        return model;
    }

    void createVersion(String name, String key) {
        ObjectNode body = JSON.createObjectNode().put("name", name);
        body.putArray("tags").addObject().put("key", "r3.model").put("value", key);
        registered.computeIfAbsent(name, any -> new TreeMap<>());
        createVersion(body);
    }

    synchronized Answer call(String call, String query, JsonNode body) {
        if (call.startsWith("PATCH logged-models/") || call.startsWith("DELETE logged-models/")) {
            return onModel(call, body);
        }
        return switch (call) {
            case "logged-models" -> createModel(body);
            case "logged-models/search" -> searchModels(body.path("filter").asText());
            case "runs/get" -> run(query);
            case "runs/outputs" -> logOutput(body);
            case "registered-models/create" -> register(body.path("name").asText());
            case "registered-models/get" -> registeredModel(query);
            case "registered-models/alias" -> setAlias(body);
            case "model-versions/create" -> createVersion(body);
            case "model-versions/get" -> version(query);
            case "model-versions/search" -> searchVersions(query);
            case "PATCH model-versions/update" -> describeVersion(body);
            case "DELETE model-versions/delete" -> deleteVersion(body);
            default -> Answer.error(404, "ENDPOINT_NOT_FOUND");
        };
    }

    private Answer createModel(JsonNode body) {
        if (body.path("name").asText().matches(".*[/:.%\"'].*")) {
            return Answer.error(400, "INVALID_PARAMETER_VALUE");
        }
        Model model = new Model("m-" + all.size(), 1_000 + all.size(), body);
        all.put(model.id, model);
        return Answer.json("{\"model\":%s}".formatted(json(model)));
    }

    private Answer onModel(String call, JsonNode body) {
        Model model = all.get(call.substring(call.indexOf('/') + 1));
        if (model == null) {
            return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
        }
        if (call.startsWith("DELETE")) {
            model.deleted = true;
            return DONE;
        }
        if (model.deleted) {
            return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
        }
        if (!body.path("model_id").asText().equals(model.id)) {
            return Answer.error(400, "INVALID_PARAMETER_VALUE");
        }
        model.status = body.path("status").asText();
        return DONE;
    }

    /** The newest first: the client must not rely on any order. */
    private Answer searchModels(String filter) {
        ObjectNode found = JSON.createObjectNode();
        live().stream()
                .filter(model -> filter.equals("tags.`r3.model` = '%s'".formatted(key(model.created))))
                .sorted((a, b) -> Long.compare(b.createdAt, a.createdAt))
                .forEach(model -> found.withArray("/models").add(json(model)));
        return Answer.json(found.toString());
    }

    private static JsonNode json(Model model) {
        ObjectNode json = JSON.createObjectNode();
        json.putObject("info")
                .put("model_id", model.id)
                .put("creation_timestamp_ms", model.createdAt)
                .put("status", model.status);
        return json;
    }

    private Answer run(String id) {
        ObjectNode run = JSON.createObjectNode();
        for (String output : outputs.getOrDefault(id, List.of())) {
            run.withArray("/run/outputs/model_outputs").addObject().put("model_id", output.split(" ", -1)[0]);
        }
        return Answer.json(run.toString());
    }

    private Answer logOutput(JsonNode body) {
        List<String> standing = outputs.computeIfAbsent(body.path("run_id").asText(), run -> new ArrayList<>());
        JsonNode model = body.at("/models/0");
        String id = model.path("model_id").asText();
        if (standing.stream().anyMatch(output -> output.startsWith(id + " "))) {
            return Answer.error(400, "BAD_REQUEST");
        }
        standing.add(id + " " + model.path("step").asLong());
        return DONE;
    }

    private Answer register(String name) {
        return registered.putIfAbsent(name, new TreeMap<>()) == null
                ? DONE
                : Answer.error(400, "RESOURCE_ALREADY_EXISTS");
    }

    private Answer registeredModel(String name) {
        if (!registered.containsKey(name)) {
            return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
        }
        ObjectNode json = JSON.createObjectNode();
        ObjectNode model = json.putObject("registered_model").put("name", name);
        if (candidates.containsKey(name)) {
            model.withArray("/aliases").addObject().put("alias", "candidate").put("version", candidates.get(name));
        }
        if (champions.containsKey(name)) {
            model.withArray("/aliases").addObject().put("alias", "champion").put("version", champions.get(name));
        }
        return Answer.json(json.toString());
    }

    private Answer setAlias(JsonNode body) {
        String name = body.path("name").asText();
        if (!versions(name).containsKey(body.path("version").asLong())) {
            return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
        }
        Map<String, String> aliases = switch (body.path("alias").asText()) {
            case "candidate" -> candidates;
            case "champion" -> champions;
            default -> throw new IllegalArgumentException("nobody gives other names: " + body);
        };
        aliases.put(name, body.path("version").asText());
        return DONE;
    }

    private Answer describeVersion(JsonNode body) {
        String name = body.path("name").asText();
        String version = body.path("version").asText();
        if (!versions(name).containsKey(Long.parseLong(version))) {
            return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
        }
        descriptions.put(name + "/" + version, body.path("description").asText());
        return DONE;
    }

    private Answer createVersion(JsonNode body) {
        SortedMap<Long, JsonNode> versions = registered.get(body.path("name").asText());
        if (versions == null) {
            return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
        }
        versions.put(versions.isEmpty() ? 1 : versions.lastKey() + 1, body);
        return DONE;
    }

    /** @param query {@code NAME&version=N} */
    private Answer version(String query) {
        String[] parts = query.split("&version=", -1);
        JsonNode created = versions(parts[0]).get(Long.parseLong(parts[1]));
        if (created == null) {
            return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
        }
        ObjectNode json = JSON.createObjectNode();
        json.putObject("model_version").put("version", parts[1]).set("tags", created.path("tags"));
        return Answer.json(json.toString());
    }

    private Answer searchVersions(String filter) {
        ObjectNode found = JSON.createObjectNode();
        registered.forEach((name, versions) -> versions.forEach((version, created) -> {
            if (filter.equals("name = '%s' and tags.`r3.model` = '%s'".formatted(name, key(created)))) {
                found.withArray("/model_versions").insertObject(0).put("version", String.valueOf(version));
            }
        }));
        return Answer.json(found.toString());
    }

    private Answer deleteVersion(JsonNode body) {
        String name = body.path("name").asText();
        String version = body.path("version").asText();
        if (versions(name).remove(Long.parseLong(version)) == null) {
            return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
        }
        candidates.remove(name, version);
        champions.remove(name, version);
        return DONE;
    }

    private SortedMap<Long, JsonNode> versions(String name) {
        return registered.getOrDefault(name, new TreeMap<>());
    }

    private static String key(JsonNode created) {
        return created.at("/tags/0/value").asText();
    }
}
