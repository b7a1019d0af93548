package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.ModelNote;
import dev.r3.activities.port.ModelRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Registered models: versions of what experiments of one name trained. The newest is the candidate, the best one, by its
 * promotion, the champion.
 */
final class MlflowRegistry {

    private static final String CANDIDATE = "candidate";
    private static final String CHAMPION = "champion";

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
            setAlias(model.name(), CANDIDATE, version);
        }
    }

    /** Writes what a version says of itself. */
    void note(ModelNote note) {
        describe(
                note,
                version(note)
                        .orElseThrow(() ->
                                new TrackerFailure("MLflow at %s has no version of '%s' for its note yet; try again"
                                        .formatted(rest.root(), note.name()))));
    }

    /**
     * Gives the champion's name to a version, and to no other.
     *
     * @return whether there is such a version
     */
    boolean crown(ModelNote champion) {
        Optional<Long> crowned = version(champion);
        crowned.ifPresent(version -> {
            describe(champion, version);
            if (!alias(champion.name(), CHAMPION).equals(Optional.of(String.valueOf(version)))) {
                setAlias(champion.name(), CHAMPION, version);
            }
        });
        return crowned.isPresent();
    }

    private Optional<Long> version(ModelNote note) {
        return versions(note.name(), note.key()).stream().findFirst();
    }

    private void describe(ModelNote note, long version) {
        rest.patch(
                        "model-versions/update",
                        name(note.name())
                                .put("version", String.valueOf(version))
                                .put("description", note.text()))
                .orFail();
    }

    private void setAlias(String model, String alias, long version) {
        rest.post("registered-models/alias", name(model).put("alias", alias).put("version", String.valueOf(version)))
                .orFail();
    }

    /** The one version with the record's key, created if there is none. */
    private long version(StandingRun run, String logged, ModelRecord model) {
        List<Long> standing = versions(model.name(), model.key());
        if (standing.isEmpty()) {
            create(run, logged, model);
            standing = versions(model.name(), model.key());
        }
        if (standing.isEmpty()) {
            throw new TrackerFailure("MLflow at %s does not find the version of '%s' that it just created; try again"
                    .formatted(rest.root(), model.name()));
        }
        // Whoever saw one alone saw the lowest.
        standing.stream()
                .skip(1)
                .forEach(extra -> rest.delete(
                                "model-versions/delete", name(model.name()).put("version", String.valueOf(extra)))
                        .orFail());
        return standing.get(0);
    }

    private void create(StandingRun run, String logged, ModelRecord model) {
        MlflowAnswer registered = rest.post("registered-models/create", name(model.name()));
        if (!registered.refusedAs("RESOURCE_ALREADY_EXISTS")) {
            registered.orFail();
        }
        ObjectNode body = name(model.name())
                .put("source", model.address())
                .put("run_id", run.id())
                .put("model_id", logged);
        body.set("tags", ModelTags.of(model));
        rest.post("model-versions/create", body).orFail();
    }

    /** Those with a record's key, the lowest first. */
    private List<Long> versions(String model, String key) {
        MlflowAnswer found = rest.get(
                "model-versions/search", "filter", "name = '%s' and %s".formatted(model, ModelTags.filter(key)));
        return StreamSupport.stream(found.json().path("model_versions").spliterator(), false)
                .map(version -> version.path("version").asLong())
                .sorted()
                .toList();
    }

    /** When the version that has the alias was made, in milliseconds since 1970; 0 if none has. */
    private long candidateMadeAt(ModelRecord model) {
        return alias(model.name(), CANDIDATE)
                .map(version -> madeAt(model, version))
                .orElse(0L);
    }

    /** The version that has an alias. */
    private Optional<String> alias(String model, String alias) {
        MlflowAnswer registered = rest.get("registered-models/get", "name", model);
        return StreamSupport.stream(
                        registered.json().at("/registered_model/aliases").spliterator(), false)
                .filter(standing -> alias.equals(standing.path("alias").asText()))
                .map(standing -> standing.path("version").asText())
                .findFirst();
    }

    private long madeAt(ModelRecord model, String version) {
        MlflowAnswer standing = rest.get("model-versions/get", "name", model.name(), "version", version);
        return ModelTags.madeAt(standing.json().at("/model_version/tags"));
    }

    private static ObjectNode name(String model) {
        return JsonNodeFactory.instance.objectNode().put("name", model);
    }
}
