package dev.r3.infra.cli;

import dev.r3.activities.failure.StageFailure;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.port.RunTracker;
import dev.r3.activities.promotion.Champions;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.tracking.FinishedExperiment;
import dev.r3.activities.tracking.RunDelivery;
import dev.r3.activities.training.TrainStage;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.mlflow.MlflowRunTracker;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.MlflowSettings;
import dev.r3.infra.settings.Services;
import dev.r3.infra.temporal.RecordedRun;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingInput;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code r3 track sync}: what is left of a run to deliver. */
@Command(
        name = "sync",
        description = "Delivers to MLflow what is left of a run: its stages, arms, models and metrics.",
        footer = {"", "What MLflow has already is not changed. Of a run's earlier failures only the latest is known."})
final class TrackSyncCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Override
    public void run() {
        ExperimentId run = experiment.id();
        Services services = ServiceFinder.start();
        MlflowSettings mlflow = services.tracking()
                .orElseThrow(() -> UserError.failed(
                        "there is no MLflow server; set MLFLOW_TRACKING_URI, or install Python 3.10 or newer"));
        try (S3ArtifactStore store = new S3ArtifactStore(services.artifacts());
                TemporalConnection temporal = TemporalConnection.open(services.temporal())) {
            Optional<RecordedRun> recorded = RecordedRun.latest(temporal.client(), run);
            TrackingInput told = recorded.isPresent() ? tracking(recorded.get(), services) : forgotten(store, run);
            TrackedRun tracked = delivery(store, mlflow).everything(told);
            Table links = Table.withHeader("experiment", run.value());
            links.row("state", told.state().name().toLowerCase(Locale.ROOT));
            links.row("MLflow", tracked.link());
            links.print();
        } catch (UnreachableException | StageFailure e) {
            throw UserError.failed(e);
        }
    }

    private static TrackingInput tracking(RecordedRun recorded, Services services) throws UnreachableException {
        if (recorded.state() != TrackingInput.State.FINISHED) {
            BackgroundWorker.ensure(services);
        }
        return recorded.tracking();
    }

    /** Of a run that Temporal has no more. It ended as its last stage was committed; one that computed none, at once. */
    private static TrackingInput forgotten(ArtifactStore store, ExperimentId id) {
        FinishedExperiment finished = new Catalog(store)
                .finished(id)
                .orElseThrow(() -> UserError.usage("there is no experiment %s; see `r3 list`".formatted(id)));
        Stages stages = new Stages(store, Home.current().scratch(), Clock.systemUTC());
        long at = finished.stages().stream()
                .mapToLong(stage -> stages.manifest(stage.result()).committedAt())
                .reduce(finished.run().startedAt(), Math::max);
        return TrackingInput.of(finished.run(), at, finished.stages(), TrackingInput.State.FINISHED);
    }

    /** What tells a server of runs. */
    static RunDelivery delivery(ArtifactStore store, MlflowSettings mlflow) {
        return delivery(store, new MlflowRunTracker(mlflow));
    }

    static RunDelivery delivery(ArtifactStore store, RunTracker tracker) {
        Stages stages = new Stages(store, Home.current().scratch(), Clock.systemUTC());
        ExperimentInputs inputs = new ExperimentInputs(
                Families.load(), stages, new CheckpointFolders(Home.current().checkpoints(), stages, store));
        return new RunDelivery(
                stages, new TrainStage(stages, store, inputs), new Champions(store, Clock.systemUTC()), store, tracker);
    }
}
