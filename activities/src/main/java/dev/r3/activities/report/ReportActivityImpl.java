package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.Pulse;
import dev.r3.workflows.contract.ReportActivity;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import io.temporal.activity.Activity;

/** Runs the {@link ReportStage} and tells how far it is. */
public final class ReportActivityImpl implements ReportActivity {
    private final ReportStage stage;

    public ReportActivityImpl(ReportStage stage) {
        this.stage = requireNonNull(stage, "stage is null");
    }

    @Override
    public StageResult report(ReportInput input) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), StageKind.REPORT.label(), "arms")) {
            return stage.run(input, pulse);
        }
    }
}
