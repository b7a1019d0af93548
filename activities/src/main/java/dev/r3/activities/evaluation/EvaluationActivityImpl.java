package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.Pulse;
import dev.r3.workflows.contract.EvaluationActivity;
import dev.r3.workflows.contract.EvaluationInput;
import dev.r3.workflows.contract.ShardInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageResult;
import io.temporal.activity.Activity;

/** Runs the {@link EvaluationStage} and tells how far it is. */
public final class EvaluationActivityImpl implements EvaluationActivity {
    private final EvaluationStage stage;

    public EvaluationActivityImpl(EvaluationStage stage) {
        this.stage = requireNonNull(stage, "stage is null");
    }

    @Override
    public ShardedStanding find(EvaluationInput input) {
        try (Pulse pulse =
                Pulse.start(Activity.getExecutionContext(), input.arm().stage(), "tasks")) {
            return stage.find(input);
        }
    }

    @Override
    public void shard(ShardInput input) {
        try (Pulse pulse = Pulse.start(
                Activity.getExecutionContext(), input.evaluation().arm().stage(), "tasks")) {
            stage.shard(input, pulse);
        }
    }

    @Override
    public StageResult finish(EvaluationInput input) {
        try (Pulse pulse =
                Pulse.start(Activity.getExecutionContext(), input.arm().stage(), "tasks")) {
            return stage.run(input, pulse);
        }
    }
}
