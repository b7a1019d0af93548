package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.ModelRecord;
import java.util.List;
import java.util.stream.StreamSupport;

/** Registered models: versions of what experiments of one name trained, of which the newest is the candidate. */
final class MlflowRegistry {

    private static final String ALIAS = "candidate";

    private final MlflowRest rest;

    MlflowRegistry(MlflowRest rest) {
        this.rest = rest;
    }

    /** @param logged the id of the model among the run's outputs */
    void put(StandingRun run, String logged, ModelRecord model) {
        long version = version(run, logged, model);
        // What is told of an old model, late or again, does not take the name from a newer one; and versions are
        // counted
        // as they are told.
        if (candidateMadeAt(model) < model.madeAt()) {
            rest.post(
                            "registered-models/alias",
                            name(model).put("alias", ALIAS).put("version", String.valueOf(version)))
                    .orFail();
        }
    }

    /** The one version with the record's key, created if there is none. */
    private long version(StandingRun run, String logged, ModelRecord model) {
        List<Long> standing = versions(model);
        if (standing.isEmpty()) {
            create(run, logged, model);
            standing = versions(model);
        }
        if (standing.isEmpty()) {
            throw new TrackerFailure("MLflow at %s does not find the version of '%s' that it just created; try again"
                    .formatted(rest.root(), model.name()));
        }
        // Whoever saw one alone saw the lowest.
        standing.stream()
                .skip(1)
                .forEach(extra -> rest.delete(
                                "model-versions/delete", name(model).put("version", String.valueOf(extra)))
                        .orFail());
        return standing.get(0);
    }

    private void create(StandingRun run, String logged, ModelRecord model) {
        MlflowAnswer registered = rest.post("registered-models/create", name(model));
        if (!registered.refusedAs("RESOURCE_ALREADY_EXISTS")) {
            registered.orFail();
        }
        ObjectNode body = name(model)
                .put("source", model.address())
                .put("run_id", run.id())
                .put("model_id", logged);
        body.set("tags", ModelTags.of(model));
        rest.post("model-versions/create", body).orFail();
    }

    private List<Long> versions(ModelRecord model) {
        MlflowAnswer found = rest.get(
                "model-versions/search",
                "filter",
                "name = '%s' and %s".formatted(model.name(), ModelTags.filter(model)));
        return StreamSupport.stream(found.json().path("model_versions").spliterator(), false)
                .map(version -> version.path("version").asLong())
                .sorted()
                .toList();
    }

    /** When the version that has the alias was made, in milliseconds since 1970; 0 if none has. */
    private long candidateMadeAt(ModelRecord model) {
        MlflowAnswer registered = rest.get("registered-models/get", "name", model.name());
        return StreamSupport.stream(
                        registered.json().at("/registered_model/aliases").spliterator(), false)
                .filter(alias -> ALIAS.equals(alias.path("alias").asText()))
                .map(alias -> alias.path("version").asText())
                .mapToLong(version -> madeAt(model, version))
                .findFirst()
                .orElse(0);
    }

    private long madeAt(ModelRecord model, String version) {
        MlflowAnswer standing = rest.get("model-versions/get", "name", model.name(), "version", version);
        return ModelTags.madeAt(standing.json().at("/model_version/tags"));
    }

    private static ObjectNode name(ModelRecord model) {
        return JsonNodeFactory.instance.objectNode().put("name", model.name());
    }
}
