package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Brings the tracking server up to date with what the artifact store holds. Doing it twice changes nothing. */
@ActivityInterface
public interface TrackingActivity {

    @ActivityMethod(name = "TrackExperiment")
    TrackedRun track(TrackingInput input);
}
