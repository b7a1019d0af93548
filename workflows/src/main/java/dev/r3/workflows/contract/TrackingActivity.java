package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Brings the tracking server up to date with what the artifact store holds. Doing it twice changes nothing. */
@ActivityInterface
public interface TrackingActivity {

    /** The experiment's own run. */
    @ActivityMethod(name = "TrackExperiment")
    TrackedRun track(TrackingInput input);

    /** The run of a finished training or of an arm; nothing for other stages. */
    @ActivityMethod(name = "TrackStage")
    void trackStage(StageTrackingInput input);

    /** The run of a training that goes on, with the kept steps that the server has not been told of. */
    @ActivityMethod(name = "TrackEpoch")
    void trackEpoch(EpochTrackingInput input);
}
