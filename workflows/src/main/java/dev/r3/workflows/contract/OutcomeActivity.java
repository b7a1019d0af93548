package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Keeps what a finished experiment came to for longer than Temporal does. */
@ActivityInterface
public interface OutcomeActivity {

    /** Doing it again changes nothing. */
    @ActivityMethod(name = "KeepOutcome")
    void keep(OutcomeInput input);
}
