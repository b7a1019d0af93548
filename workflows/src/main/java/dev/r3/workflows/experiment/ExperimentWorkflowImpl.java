package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.DatasetActivity;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageProgress;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingActivity;
import dev.r3.workflows.contract.TrackingInput;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Ingests the data set and keeps the tracking server up to date; later stages follow in this order. */
public final class ExperimentWorkflowImpl implements ExperimentWorkflow {

    private final DatasetActivity datasets = Workflow.newActivityStub(
            DatasetActivity.class,
            ActivityOptions.newBuilder()
                    .setTaskQueue(TaskQueues.CPU)
                    // The largest data sets take minutes; hours mean that something hangs.
                    .setStartToCloseTimeout(Duration.ofHours(4))
                    // Heartbeats are throttled to a fraction of this, and a busy machine may pause for seconds.
                    .setHeartbeatTimeout(Duration.ofSeconds(30))
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofSeconds(1))
                            .setMaximumInterval(Duration.ofMinutes(1))
                            .build())
                    .build());

    private final TrackingActivity tracking = Workflow.newActivityStub(
            TrackingActivity.class,
            ActivityOptions.newBuilder()
                    .setTaskQueue(TaskQueues.CONTROL)
                    .setStartToCloseTimeout(Duration.ofMinutes(2))
                    // The experiment never waits long for the tracking server: the artifact store holds the record.
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofSeconds(1))
                            .setMaximumAttempts(3)
                            .build())
                    .build());

    private final List<StageProgress> progress = new ArrayList<>();
    private final List<StageResult> stages = new ArrayList<>();

    @Override
    public ExperimentResult run(ExperimentInput input) {
        long startedAt = Workflow.currentTimeMillis();
        try {
            track(input, startedAt, TrackingInput.State.RUNNING);
            stage(StageKind.DATASET, () -> datasets.ingest(input));
        } catch (ActivityFailure failure) {
            track(input, startedAt, TrackingInput.State.FAILED);
            throw failure;
        }
        TrackedRun run = track(input, startedAt, TrackingInput.State.FINISHED);
        return new ExperimentResult(input.id(), stages, run);
    }

    @Override
    public List<StageProgress> progress() {
        return progress;
    }

    @Override
    public List<String> explain() {
        return stages.stream()
                .map(stage -> stage.kind().label() + ": " + stage.explanation())
                .toList();
    }

    private void stage(StageKind kind, Supplier<StageResult> activity) {
        int position = progress.size();
        progress.add(new StageProgress(kind, StageProgress.State.RUNNING));
        stages.add(activity.get());
        progress.set(position, new StageProgress(kind, StageProgress.State.DONE));
    }

    private TrackedRun track(ExperimentInput input, long startedAt, TrackingInput.State state) {
        String run = Workflow.getInfo().getFirstExecutionRunId();
        try {
            return tracking.track(
                    new TrackingInput(input, run, startedAt, Workflow.currentTimeMillis(), stages, state));
        } catch (ActivityFailure failure) {
            return TrackedRun.waiting(reason(failure));
        }
    }

    private static String reason(ActivityFailure failure) {
        return failure.getCause() instanceof ApplicationFailure cause
                ? cause.getOriginalMessage()
                : "the tracking server did not answer in time";
    }
}
