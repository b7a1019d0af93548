package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The {@code evaluation} stage of an arm. */
@ActivityInterface
public interface EvaluationActivity {

    @ActivityMethod(name = "EvaluateArm")
    StageResult evaluate(EvaluationInput input);
}
