package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.ModelRecord;
import java.util.List;
import java.util.stream.StreamSupport;

/** Models that runs made: what MLflow 3 lists among an experiment's models and as a run's outputs. */
final class MlflowModels {

    private final MlflowRest rest;

    MlflowModels(MlflowRest rest) {
        this.rest = rest;
    }

    /**
     * Makes the model an output of the run.
     *
     * @return the model's id
     */
    String put(String experiment, StandingRun run, ModelRecord model) {
        LoggedModel logged = model(experiment, run, model);
        if (!logged.ready()) {
            rest.patch(
                            "logged-models/" + MlflowRest.encoded(logged.id()),
                            object().put("model_id", logged.id()).put("status", "LOGGED_MODEL_READY"))
                    .orFail();
        }
        if (!isOutput(run, logged)) {
            // The server refuses a second time, which ends a race as well: the next try finds it there.
            ObjectNode body = object().put("run_id", run.id());
            body.putArray("models").addObject().put("model_id", logged.id()).put("step", model.step());
            rest.post("runs/outputs", body).orFail();
        }
        return logged.id();
    }

    /** The one model with the record's key, created if there is none. */
    private LoggedModel model(String experiment, StandingRun run, ModelRecord model) {
        List<LoggedModel> standing = models(experiment, model);
        if (standing.isEmpty()) {
            create(experiment, run, model);
            standing = models(experiment, model);
        }
        if (standing.isEmpty()) {
            throw new TrackerFailure("MLflow at %s does not find the model '%s' that it just created; try again"
                    .formatted(rest.root(), model.name()));
        }
        // As with runs: deliveries at the same time may each create one, and whoever sees several leaves only the
        // first.
        standing.stream()
                .skip(1)
                .forEach(extra -> rest.delete("logged-models/" + MlflowRest.encoded(extra.id()), object())
                        .orFail());
        return standing.get(0);
    }

    private void create(String experiment, StandingRun run, ModelRecord model) {
        ObjectNode body = object().put("experiment_id", experiment)
                .put("name", model.name())
                .put("source_run_id", run.id());
        body.set("tags", ModelTags.of(model));
        rest.post("logged-models", body).orFail();
    }

    private List<LoggedModel> models(String experiment, ModelRecord model) {
        ObjectNode body = object().put("filter", ModelTags.filter(model.key()));
        body.putArray("experiment_ids").add(experiment);
        MlflowAnswer found = rest.post("logged-models/search", body);
        return StreamSupport.stream(found.json().path("models").spliterator(), false)
                .map(logged -> new LoggedModel(
                        found.text(logged, "/info/model_id"),
                        logged.at("/info/creation_timestamp_ms").asLong(),
                        found.text(logged, "/info/status").equals("LOGGED_MODEL_READY")))
                .sorted(LoggedModel.FIRST_STAYS)
                .toList();
    }

    private boolean isOutput(StandingRun run, LoggedModel model) {
        JsonNode outputs = rest.get("runs/get", "run_id", run.id()).json().at("/run/outputs/model_outputs");
        return StreamSupport.stream(outputs.spliterator(), false)
                .anyMatch(output -> model.id().equals(output.path("model_id").asText()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
