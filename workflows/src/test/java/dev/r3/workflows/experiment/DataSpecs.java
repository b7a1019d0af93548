package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.spec.AdvantageChoice;
import dev.r3.workflows.contract.spec.AnchorSpec;
import dev.r3.workflows.contract.spec.BaselineSpec;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.EpisodeSpec;
import dev.r3.workflows.contract.spec.EvaluateSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.FailuresSpec;
import dev.r3.workflows.contract.spec.GateSpec;
import dev.r3.workflows.contract.spec.KeepChoice;
import dev.r3.workflows.contract.spec.LearningRateSpec;
import dev.r3.workflows.contract.spec.LoraSpec;
import dev.r3.workflows.contract.spec.LossChoice;
import dev.r3.workflows.contract.spec.PolicySpec;
import dev.r3.workflows.contract.spec.RefillSpec;
import dev.r3.workflows.contract.spec.RetryContextChoice;
import dev.r3.workflows.contract.spec.SampledSpec;
import dev.r3.workflows.contract.spec.ScheduleChoice;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import dev.r3.workflows.contract.spec.TrainSpec;
import dev.r3.workflows.contract.spec.TurnSpec;
import java.util.Map;

/** Specs whose sections about models say the least. */
public final class DataSpecs {
    private static final TurnSpec TURN = new TurnSpec(1, 64);

    private DataSpecs() {}

    public static ExperimentSpec of(String name, long seed, TaskSpec task, DataSpec data, TrackingSpec tracking) {
        return new ExperimentSpec(
                name,
                seed,
                "",
                task,
                data,
                new PolicySpec("", new LoraSpec(0, 32, "all-linear"), 4096, 65_536),
                new EpisodeSpec(TURN, TURN, TURN, 8, 1, RetryContextChoice.CONVERSATION),
                new FailuresSpec(8, 1, KeepChoice.ANY_FAILED, 0, 1, 0),
                new TrainSpec(
                        1000,
                        32,
                        LossChoice.DR_GRPO,
                        0,
                        0.2,
                        AdvantageChoice.GROUP,
                        new LearningRateSpec(1e-4, ScheduleChoice.COSINE, 0),
                        16_384,
                        new AnchorSpec(1, 64),
                        new RefillSpec(0, 4),
                        50,
                        2,
                        0,
                        20,
                        0.5),
                new EvaluateSpec(
                        0,
                        0,
                        Map.of("10x", BaselineSpec.of("models/10x")),
                        "I was wrong.",
                        "",
                        false,
                        Map.of(),
                        SampledSpec.NONE),
                GateSpec.STANDARD,
                tracking);
    }
}
