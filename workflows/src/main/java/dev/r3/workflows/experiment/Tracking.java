package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageTrackingInput;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingActivity;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.control.Gate;
import dev.r3.workflows.options.StageOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the tracking server how an experiment goes. The experiment waits for it at its end alone, and not for long. */
final class Tracking {
    private final TrackingActivity activity = Workflow.newActivityStub(TrackingActivity.class, StageOptions.tracking());
    private final TrackingActivity patient =
            Workflow.newActivityStub(TrackingActivity.class, StageOptions.lastTracking());
    private final RunKey run;
    private final Promise<TrackedRun> begun;
    private final Map<StageTrackingInput, Promise<Void>> deliveries = new LinkedHashMap<>();

    private Tracking(RunKey run, Promise<TrackedRun> begun) {
        this.run = run;
        this.begun = begun;
    }

    /** Tells that the experiment has begun, while its first stages are computed. */
    static Tracking begin(RunKey run) {
        TrackingActivity activity = Workflow.newActivityStub(TrackingActivity.class, StageOptions.tracking());
        return new Tracking(
                run,
                Async.function(
                        activity::track,
                        TrackingInput.of(run, Workflow.currentTimeMillis(), List.of(), TrackingInput.State.RUNNING)));
    }

    RunKey run() {
        return run;
    }

    /**
     * Tells of stages while others are computed. Their runs are below the experiment's own, which has to be there.
     *
     * @param dataset whose tasks they used
     */
    void later(StageResult dataset, List<NamedStage> stages) {
        stages.stream()
                .map(stage -> new StageTrackingInput(run, stage, Optional.of(dataset)))
                .forEach(stage -> deliveries.put(stage, Async.procedure(() -> {
                    awaitEnd(begun);
                    activity.trackStage(stage);
                })));
    }

    /** Tells that the experiment is finished, and once more of the stages that could not be delivered. */
    TrackedRun finished(List<NamedStage> stages) {
        return now(stages, TrackingInput.State.FINISHED, "");
    }

    /** The same of one that ended before. */
    void ended(List<NamedStage> stages, TemporalFailure failure) {
        TrackingInput.State state = Gate.isStop(failure) ? TrackingInput.State.STOPPED : TrackingInput.State.FAILED;
        now(stages, state, Ending.of(failure));
    }

    private TrackedRun now(List<NamedStage> stages, TrackingInput.State state, String why) {
        // What is told now is the last word: it comes after the first.
        awaitEnd(begun);
        try {
            List<StageTrackingInput> missing = deliveries.entrySet().stream()
                    .filter(delivery -> !isDelivered(delivery.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            TrackingActivity last = hasAnswered(missing.size()) ? patient : activity;
            TrackedRun tracked = last.track(new TrackingInput(run, Workflow.currentTimeMillis(), stages, state, why));
            missing.forEach(last::trackStage);
            return tracked;
        } catch (ActivityFailure failure) {
            return TrackedRun.waiting(reason(failure));
        }
    }

    /** Whether the server took anything so far: one that never did is not waited for. */
    private boolean hasAnswered(int missing) {
        return isDelivered(begun) || missing < deliveries.size();
    }

    private static void awaitEnd(Promise<TrackedRun> delivery) {
        delivery.handle((run, failure) -> run).get();
    }

    private static boolean isDelivered(Promise<?> delivery) {
        try {
            delivery.get();
            return true;
        } catch (TemporalFailure failure) {
            return false;
        }
    }

    private static String reason(ActivityFailure failure) {
        return failure.getCause() instanceof ApplicationFailure cause
                ? cause.getOriginalMessage()
                : "the tracking server did not answer in time";
    }
}
