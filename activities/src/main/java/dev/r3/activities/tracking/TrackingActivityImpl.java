package dev.r3.activities.tracking;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.port.RunTracker;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.training.StepMetrics;
import dev.r3.activities.training.TrainStage;
import dev.r3.workflows.contract.EpochTrackingInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageTrackingInput;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingActivity;
import dev.r3.workflows.contract.TrackingInput;
import java.util.List;

/** Builds runs from committed stages and kept steps, and delivers them. */
public final class TrackingActivityImpl implements TrackingActivity {

    private final Stages stages;
    private final TrainStage training;
    private final ArtifactStore store;
    private final RunTracker tracker;

    public TrackingActivityImpl(Stages stages, TrainStage training, ArtifactStore store, RunTracker tracker) {
        this.stages = requireNonNull(stages, "stages is null");
        this.training = requireNonNull(training, "training is null");
        this.store = requireNonNull(store, "store is null");
        this.tracker = requireNonNull(tracker, "tracker is null");
    }

    @Override
    public TrackedRun track(TrackingInput input) {
        var manifests = input.stages().stream()
                .map(stage -> stages.manifest(stage.result()))
                .toList();
        return tracker.deliver(ExperimentRecord.of(input, manifests, store::address));
    }

    @Override
    public void trackStage(StageTrackingInput input) {
        NamedStage stage = input.stage();
        Manifest manifest = stages.manifest(stage.result());
        ArmSummary.of(stage, manifest)
                .ifPresent(arm -> tracker.deliver(PartRecord.arm(input.run(), stage, arm, manifest, store::address)));
        if (manifest.kind() == StageKind.TRAIN) {
            stages.scratch(scratch -> {
                List<StepMetrics> steps =
                        JsonLines.read(stages.download(stage.result(), TrainStage.METRICS, scratch), StepMetrics.class);
                tracker.deliver(PartRecord.trained(input.run(), stage, steps, manifest, store::address));
            });
        }
    }

    @Override
    public void trackEpoch(EpochTrackingInput input) {
        tracker.deliver(PartRecord.training(input.run(), training.steps(input.training())));
    }
}
