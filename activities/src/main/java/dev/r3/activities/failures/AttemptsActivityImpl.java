package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.Pulse;
import dev.r3.workflows.contract.AttemptsActivity;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.AttemptsShardInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import io.temporal.activity.Activity;

/** Runs the {@link AttemptsStage} and tells how far it is. */
public final class AttemptsActivityImpl implements AttemptsActivity {
    private final AttemptsStage stage;

    public AttemptsActivityImpl(AttemptsStage stage) {
        this.stage = requireNonNull(stage, "stage is null");
    }

    @Override
    public ShardedStanding find(AttemptsInput input) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), StageKind.ATTEMPTS.label(), "tasks")) {
            return stage.find(input);
        }
    }

    @Override
    public void shard(AttemptsShardInput input) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), StageKind.ATTEMPTS.label(), "tasks")) {
            stage.shard(input, pulse);
        }
    }

    @Override
    public StageResult finish(AttemptsInput input) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), StageKind.ATTEMPTS.label(), "tasks")) {
            return stage.run(input, pulse);
        }
    }
}
