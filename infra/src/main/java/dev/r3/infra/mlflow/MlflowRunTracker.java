package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.ModelNote;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunTags;
import dev.r3.activities.port.RunTracker;
import dev.r3.infra.settings.MlflowSettings;
import dev.r3.workflows.contract.TrackedRun;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Runs on an MLflow server. Every write is one that the server takes twice without a change: tags are set, parameters
 * and data sets are equal, files are replaced, of metrics a point with equal step, time and value is dropped (by stores
 * on a database); the run itself is found again by the tag that carries its key, and so are models and their versions.
 */
public final class MlflowRunTracker implements RunTracker {

    /** A silent server is given up well within the two minutes that a delivery may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String KEY_TAG = "r3.run";

    private final MlflowRest rest;
    private final MlflowFiles files;
    private final MlflowModels models;
    private final MlflowRegistry registry;

    /** Credentials come from MLflow's own environment variables. */
    public MlflowRunTracker(MlflowSettings settings) {
        this(settings.uri(), System.getenv(), PATIENCE);
    }

    MlflowRunTracker(URI address, Map<String, String> environment, Duration patience) {
        this.rest = new MlflowRest(address, MlflowCredentials.of(address, environment), patience);
        this.files = new MlflowFiles(rest);
        this.models = new MlflowModels(rest);
        this.registry = new MlflowRegistry(rest);
    }

    @Override
    public TrackedRun deliver(RunRecord record) {
        String experiment = experiment(record.experiment());
        StandingRun run = run(experiment, record);
        LogBatches.of(run.id(), record.params(), tags(experiment, record), record.metrics())
                .forEach(body -> rest.post("runs/log-batch", body).orFail());
        if (!record.datasets().isEmpty()) {
            input(DatasetInputs.of(run.id(), record.datasets()));
        }
        record.files().forEach(file -> files.put(run, file));
        if (record.state() != RunRecord.State.RUNNING) {
            end(run, record);
        }
        record.checkpoints().forEach(checkpoint -> models.put(experiment, run, checkpoint));
        record.model().ifPresent(model -> registry.put(run, models.put(experiment, run, model), model));
        return new TrackedRun(run.id(), link(experiment, run), "");
    }

    @Override
    public void note(ModelNote note) {
        registry.note(note);
    }

    @Override
    public boolean crown(ModelNote champion) {
        return registry.crown(champion);
    }

    @Override
    public boolean tag(RunTags tags) {
        MlflowAnswer experiment = rest.get("experiments/get-by-name", "experiment_name", tags.experiment());
        if (experiment.refusedAs("RESOURCE_DOES_NOT_EXIST")) {
            return false;
        }
        List<StandingRun> runs = runs(experiment.text("/experiment/experiment_id"), tags.key());
        runs.stream()
                .limit(1)
                .flatMap(run -> LogBatches.of(run.id(), new TreeMap<>(), tags.tags(), List.of()).stream())
                .forEach(body -> rest.post("runs/log-batch", body).orFail());
        return !runs.isEmpty();
    }

    /** Of two runs that name a new data set at once, MLflow's database refuses one, which then finds it there. */
    private void input(ObjectNode datasets) {
        MlflowAnswer told = rest.post("runs/log-inputs", datasets);
        (told.refusedAs("BAD_REQUEST") ? rest.post("runs/log-inputs", datasets) : told).orFail();
    }

    /** With the parent's id, by which the server nests runs. */
    private SortedMap<String, String> tags(String experiment, RunRecord record) {
        SortedMap<String, String> tags = new TreeMap<>(record.tags());
        record.parent().ifPresent(key -> {
            StandingRun parent = runs(experiment, key).stream()
                    .findFirst()
                    .orElseThrow(() ->
                            new TrackerFailure("MLflow at %s has no run '%s' yet, which '%s' is a part of; try again"
                                    .formatted(rest.root(), key, record.name())));
            tags.put("mlflow.parentRunId", parent.id());
        });
        return tags;
    }

    /** The experiment's id. */
    private String experiment(String name) {
        MlflowAnswer standing = rest.get("experiments/get-by-name", "experiment_name", name);
        if (standing.refusedAs("RESOURCE_DOES_NOT_EXIST")) {
            MlflowAnswer created = rest.post("experiments/create", object().put("name", name));
            if (!created.refusedAs("RESOURCE_ALREADY_EXISTS")) {
                return created.text("/experiment_id");
            }
            // Another worker created it in between: names are unique.
            standing = rest.get("experiments/get-by-name", "experiment_name", name);
        }
        if ("deleted".equals(standing.json().at("/experiment/lifecycle_stage").asText())) {
            throw new TrackerFailure(
                    "the experiment '%s' at %s is deleted; restore it there, or name another in the spec"
                            .formatted(name, rest.root()));
        }
        return standing.text("/experiment/experiment_id");
    }

    /** The one run with the record's key, created if there is none. */
    private StandingRun run(String experiment, RunRecord record) {
        List<StandingRun> standing = runs(experiment, record.key());
        if (standing.isEmpty()) {
            create(experiment, record);
            standing = runs(experiment, record.key());
        }
        if (standing.isEmpty()) {
            throw new TrackerFailure("MLflow at %s does not find the run '%s' that it just created; try again"
                    .formatted(rest.root(), record.name()));
        }
        // Deliveries at the same time may each create one, and each may see its own before the other's. Whoever sees
        // several leaves only the first; writes to a deleted run are refused, and the next try finds the one that is
        // left.
        standing.stream()
                .skip(1)
                .forEach(extra -> rest.post("runs/delete", object().put("run_id", extra.id()))
                        .orFail());
        return standing.get(0);
    }

    private void create(String experiment, RunRecord record) {
        ObjectNode body = object().put("experiment_id", experiment)
                .put("run_name", record.name())
                .put("start_time", record.startedAt());
        body.putArray("tags").addObject().put("key", KEY_TAG).put("value", record.key());
        rest.post("runs/create", body).orFail();
    }

    /** The live runs with this key, sorted so that everyone sees the same first one. */
    private List<StandingRun> runs(String experiment, String key) {
        ObjectNode body = object().put("filter", "tags.`%s` = '%s'".formatted(KEY_TAG, key))
                .put("run_view_type", "ACTIVE_ONLY")
                .put("max_results", 100);
        body.putArray("experiment_ids").add(experiment);
        MlflowAnswer found = rest.post("runs/search", body);
        JsonNode runs = found.json().path("runs");
        return StreamSupport.stream(runs.spliterator(), false)
                .map(run -> new StandingRun(
                        found.text(run, "/info/run_id"),
                        !found.text(run, "/info/status").equals("RUNNING"),
                        found.text(run, "/info/artifact_uri"),
                        tags(run)))
                .sorted(StandingRun.FIRST_STAYS)
                .toList();
    }

    private static Map<String, String> tags(JsonNode run) {
        Map<String, String> tags = new TreeMap<>();
        run.at("/data/tags")
                .forEach(tag ->
                        tags.put(tag.path("key").asText(), tag.path("value").asText()));
        return tags;
    }

    private void end(StandingRun run, RunRecord record) {
        rest.post(
                        "runs/update",
                        object().put("run_id", run.id())
                                .put("status", record.state().name())
                                .put("end_time", record.changedAt()))
                .orFail();
    }

    private String link(String experiment, StandingRun run) {
        return "%s/#/experiments/%s/runs/%s".formatted(rest.root(), experiment, run.id());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
