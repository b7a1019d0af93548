package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The {@code attempts} stage: the policy's answers to the training tasks. */
@ActivityInterface
public interface AttemptsActivity {

    @ActivityMethod(name = "SampleAttempts")
    StageResult sample(AttemptsInput input);
}
