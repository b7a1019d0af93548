package dev.r3.activities.tracking;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.port.RunTracker;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingActivity;
import dev.r3.workflows.contract.TrackingInput;

/** Builds an experiment's record from its committed stages and delivers it. */
public final class TrackingActivityImpl implements TrackingActivity {

    private final Stages stages;
    private final ArtifactStore store;
    private final RunTracker tracker;

    public TrackingActivityImpl(Stages stages, ArtifactStore store, RunTracker tracker) {
        this.stages = requireNonNull(stages, "stages is null");
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
}
