package dev.r3.infra.worker;

import dev.r3.activities.dataset.DatasetActivityImpl;
import dev.r3.activities.dataset.DatasetStage;
import dev.r3.activities.evaluation.EvaluationActivityImpl;
import dev.r3.activities.evaluation.EvaluationStage;
import dev.r3.activities.evaluation.SampledActivityImpl;
import dev.r3.activities.evaluation.SampledStage;
import dev.r3.activities.failure.FailureMapping;
import dev.r3.activities.failures.AttemptsActivityImpl;
import dev.r3.activities.failures.AttemptsStage;
import dev.r3.activities.failures.FailuresActivityImpl;
import dev.r3.activities.failures.FailuresStage;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.port.RunTracker;
import dev.r3.activities.promotion.ChampionTasks;
import dev.r3.activities.promotion.Champions;
import dev.r3.activities.promotion.GateActivityImpl;
import dev.r3.activities.promotion.GateStage;
import dev.r3.activities.report.ReportActivityImpl;
import dev.r3.activities.report.ReportStage;
import dev.r3.activities.stage.Maker;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.tracking.ExperimentOutcomes;
import dev.r3.activities.tracking.OutcomeActivityImpl;
import dev.r3.activities.tracking.RunDelivery;
import dev.r3.activities.tracking.TrackingActivityImpl;
import dev.r3.activities.tracking.UntrackedRuns;
import dev.r3.activities.training.TrainStage;
import dev.r3.activities.training.TrainingActivityImpl;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.mlflow.MlflowRunTracker;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.Services;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.model.benchmark.Machine;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.experiment.WorkflowTypes;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Polls task queues and does their work. */
public final class Worker implements AutoCloseable {

    /** Data-set stages take a core and DuckDB's memory each: two at once are plenty for one process. */
    private static final int CPU_SLOTS = 2;

    /** They wait for servers; the results of a shard take some memory. */
    private static final int ENDPOINT_SLOTS = 8;

    /** A model takes the device, or all cores, for itself. */
    private static final int GPU_SLOTS = 1;

    private final TemporalConnection connection;
    private final S3ArtifactStore store;
    private final FailureMapping failures;
    private final WorkerFactory factory;

    private Worker(
            TemporalConnection connection, S3ArtifactStore store, FailureMapping failures, WorkerFactory factory) {
        this.connection = connection;
        this.store = store;
        this.failures = failures;
        this.factory = factory;
    }

    /**
     * Starts polling.
     *
     * @param scratch a folder for the files of running attempts
     * @param checkpoints a folder for models that are used again
     */
    public static Worker start(
            Services services, Set<Queue> queues, TaskFamilies families, Path scratch, Path checkpoints)
            throws TemporalConnection.UnreachableException {
        TemporalConnection connection = TemporalConnection.open(services.temporal());
        S3ArtifactStore store = new S3ArtifactStore(services.artifacts());
        Stages stages = new Stages(store, scratch, Clock.systemUTC(), Maker.here());
        FailureMapping failures = new FailureMapping();
        WorkerFactory factory = WorkerFactory.newInstance(
                connection.client(),
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(failures)
                        .build());
        ExperimentInputs inputs =
                new ExperimentInputs(families, stages, new CheckpointFolders(checkpoints, stages, store));
        TrainStage training = new TrainStage(stages, store, inputs);
        Champions champions = new Champions(store, Clock.systemUTC());
        ExperimentOutcomes outcomes = new ExperimentOutcomes(store);
        if (queues.contains(Queue.CONTROL)) {
            RunTracker tracker =
                    services.tracking().<RunTracker>map(MlflowRunTracker::new).orElseGet(UntrackedRuns::new);
            WorkflowTypes.worker(factory)
                    .registerActivitiesImplementations(
                            new TrackingActivityImpl(new RunDelivery(stages, training, champions, store, tracker)));
        }
        AttemptsActivityImpl attempts = new AttemptsActivityImpl(new AttemptsStage(stages, inputs));
        EvaluationActivityImpl evaluation = new EvaluationActivityImpl(new EvaluationStage(stages, inputs));
        SampledActivityImpl sampled = new SampledActivityImpl(new SampledStage(stages, inputs));
        if (queues.contains(Queue.CPU)) {
            factory.newWorker(TaskQueues.CPU, slots(CPU_SLOTS))
                    .registerActivitiesImplementations(
                            new DatasetActivityImpl(
                                    new DatasetStage(families, store, stages, new Catalog(store)::input)),
                            attempts,
                            new FailuresActivityImpl(new FailuresStage(stages, inputs)),
                            new GateActivityImpl(new GateStage(
                                    stages,
                                    champions,
                                    new ChampionTasks(families, stages, new Catalog(store)::input),
                                    outcomes::stages)),
                            new ReportActivityImpl(
                                    new ReportStage(stages, store, families, Machine::now, Clock.systemUTC())),
                            evaluation,
                            sampled,
                            new OutcomeActivityImpl(outcomes));
            // On slots of its own: an arm that waits for a server for hours keeps no data set waiting.
            factory.newWorker(TaskQueues.ENDPOINT, slots(ENDPOINT_SLOTS))
                    .registerActivitiesImplementations(evaluation, sampled);
        }
        if (queues.contains(Queue.GPU)) {
            factory.newWorker(TaskQueues.GPU, slots(GPU_SLOTS))
                    .registerActivitiesImplementations(
                            attempts, new TrainingActivityImpl(training), evaluation, sampled);
        }
        factory.start();
        return new Worker(connection, store, failures, factory);
    }

    private static WorkerOptions slots(int activities) {
        return WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(activities)
                // By default a heartbeat waits for most of its timeout; people watch these.
                .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
                .build();
    }

    /** Stops polling, lets running work end for a short while, then cuts it off: it is retried elsewhere. */
    @Override
    public void close() {
        failures.workerEnds();
        factory.shutdown();
        factory.awaitTermination(10, TimeUnit.SECONDS);
        factory.shutdownNow();
        store.close();
        connection.close();
    }
}
