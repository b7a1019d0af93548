package dev.r3.infra.mlflow;

import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunTracker;
import dev.r3.infra.settings.MlflowSettings;
import dev.r3.workflows.contract.TrackedRun;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;

/**
 * Runs on an MLflow server. Every write is one that the server takes twice without a change: tags are set, parameters
 * and data sets are equal, files are replaced; the run itself is found again by the tag that carries its key.
 */
public final class MlflowRunTracker implements RunTracker, AutoCloseable {

    private static final String KEY_TAG = "r3.run";

    private final URI uri;
    private final MlflowClient client;
    private final MlflowFiles files;

    public MlflowRunTracker(MlflowSettings settings) {
        this.uri = settings.uri();
        MlflowCredentials credentials = MlflowCredentials.fromEnvironment(uri, System.getenv());
        this.client = new MlflowClient(credentials);
        this.files = new MlflowFiles(uri, credentials);
    }

    @Override
    public TrackedRun deliver(RunRecord record) {
        try {
            String experiment = experiment(record.experiment());
            String run = run(experiment, record);
            client.logBatch(run, List.of(), params(record.params()), tags(record.tags()));
            if (!record.datasets().isEmpty()) {
                client.sendPost("runs/log-inputs", DatasetInputs.json(run, record.datasets()));
            }
            record.files().forEach(file -> files.put(experiment, run, file.path(), file.text()));
            if (record.state() != RunRecord.State.RUNNING) {
                client.setTerminated(run, status(record.state()), record.changedAt());
            }
            return new TrackedRun(run, link(experiment, run), "");
        } catch (MlflowClientException e) {
            throw new TrackerFailure("MLflow at %s: %s".formatted(uri, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private String experiment(String name) {
        return client.getExperimentByName(name)
                .map(Service.Experiment::getExperimentId)
                .orElseGet(() -> createExperiment(name));
    }

    /** Two workers may create one experiment at once: the name is unique, so the loser finds the winner's. */
    private String createExperiment(String name) {
        try {
            return client.createExperiment(name);
        } catch (MlflowClientException e) {
            return client.getExperimentByName(name).orElseThrow(() -> e).getExperimentId();
        }
    }

    private String run(String experiment, RunRecord record) {
        List<String> standing = runs(experiment, record.key());
        if (!standing.isEmpty()) {
            return standing.get(0);
        }
        String created = client.createRun(Service.CreateRun.newBuilder()
                        .setExperimentId(experiment)
                        .setRunName(record.name())
                        .setStartTime(record.startedAt())
                        .addTags(tag(KEY_TAG, record.key()))
                        .build())
                .getRunId();
        // A delivery that ran at the same time may have created one too: all keep the same one.
        String kept = runs(experiment, record.key()).get(0);
        if (!kept.equals(created)) {
            client.deleteRun(created);
        }
        return kept;
    }

    /** Ids of the live runs with this key, sorted so that everyone sees the same first one. */
    private List<String> runs(String experiment, String key) {
        String filter = "tags.`%s` = '%s'".formatted(KEY_TAG, key);
        return client.searchRuns(List.of(experiment), filter, Service.ViewType.ACTIVE_ONLY, 100).getItems().stream()
                .map(found -> found.getInfo().getRunId())
                .sorted()
                .toList();
    }

    private String link(String experiment, String run) {
        String base = uri.toString().replaceAll("/+$", "");
        return "%s/#/experiments/%s/runs/%s".formatted(base, experiment, run);
    }

    private static List<Service.Param> params(Map<String, String> params) {
        return params.entrySet().stream()
                .map(param -> Service.Param.newBuilder()
                        .setKey(param.getKey())
                        .setValue(param.getValue())
                        .build())
                .toList();
    }

    private static List<Service.RunTag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(entry -> tag(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Service.RunTag tag(String key, String value) {
        return Service.RunTag.newBuilder().setKey(key).setValue(value).build();
    }

    private static Service.RunStatus status(RunRecord.State state) {
        return state == RunRecord.State.FINISHED ? Service.RunStatus.FINISHED : Service.RunStatus.FAILED;
    }
}
