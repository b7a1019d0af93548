package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.Pulse;
import dev.r3.workflows.contract.SampledActivity;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SampledShardInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageResult;
import io.temporal.activity.Activity;

/** Runs the {@link SampledStage} and tells how far it is. */
public final class SampledActivityImpl implements SampledActivity {
    private final SampledStage stage;

    public SampledActivityImpl(SampledStage stage) {
        this.stage = requireNonNull(stage, "stage is null");
    }

    @Override
    public ShardedStanding find(SampledInput input) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), input.stage(), "tasks")) {
            return stage.find(input);
        }
    }

    @Override
    public void shard(SampledShardInput input) {
        try (Pulse pulse =
                Pulse.start(Activity.getExecutionContext(), input.sampled().stage(), "tasks")) {
            stage.shard(input, pulse);
        }
    }

    @Override
    public StageResult finish(SampledInput input) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), input.stage(), "tasks")) {
            return stage.run(input, pulse);
        }
    }
}
