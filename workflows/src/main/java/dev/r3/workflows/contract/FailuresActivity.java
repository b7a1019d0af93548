package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The {@code failures} stage: judges the answers and keeps the tasks to train on. */
@ActivityInterface
public interface FailuresActivity {

    @ActivityMethod(name = "JudgeAttempts")
    StageResult judge(FailuresInput input);
}
