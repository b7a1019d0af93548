package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.Pulse;
import dev.r3.workflows.contract.FailuresActivity;
import dev.r3.workflows.contract.FailuresInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import io.temporal.activity.Activity;

/** Runs the {@link FailuresStage} and tells how far it is. */
public final class FailuresActivityImpl implements FailuresActivity {
    private final FailuresStage stage;

    public FailuresActivityImpl(FailuresStage stage) {
        this.stage = requireNonNull(stage, "stage is null");
    }

    @Override
    public StageResult judge(FailuresInput input) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), StageKind.FAILURES.label(), "tasks")) {
            return stage.run(input, pulse);
        }
    }
}
