package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The {@code report} stage: what came out, as a page for people. */
@ActivityInterface
public interface ReportActivity {

    @ActivityMethod(name = "WriteReport")
    StageResult report(ReportInput input);
}
