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

    public TrackingActivityImpl(RunDelivery delivery) {
        this.delivery = requireNonNull(delivery, "delivery is null");
    }

    @Override
    public TrackedRun track(TrackingInput input) {
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
