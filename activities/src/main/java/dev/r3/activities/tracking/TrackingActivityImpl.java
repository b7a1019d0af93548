package dev.r3.activities.tracking;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.EpochTrackingInput;
import dev.r3.workflows.contract.StageTrackingInput;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingActivity;
import dev.r3.workflows.contract.TrackingInput;

/** Delivers runs as an experiment goes on. */
public final class TrackingActivityImpl implements TrackingActivity {

    private final RunDelivery delivery;
    private final ExperimentOutcomes outcomes;

    public TrackingActivityImpl(RunDelivery delivery, ExperimentOutcomes outcomes) {
        this.delivery = requireNonNull(delivery, "delivery is null");
        this.outcomes = requireNonNull(outcomes, "outcomes is null");
    }

    @Override
    public TrackedRun track(TrackingInput input) {
        if (input.state() == TrackingInput.State.FINISHED) {
            // First: it needs no tracking server.
            outcomes.keep(input.run(), input.stages());
        }
        return delivery.experiment(input);
    }

    @Override
    public void trackStage(StageTrackingInput input) {
        delivery.stage(input);
    }

    @Override
    public void trackEpoch(EpochTrackingInput input) {
        delivery.epochs(input);
    }
}
