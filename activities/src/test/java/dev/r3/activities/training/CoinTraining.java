package dev.r3.activities.training;

import dev.r3.activities.failures.Failures;
import dev.r3.activities.policy.CoinTask;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.port.DataSpecs;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.workflows.contract.spec.AdvantageChoice;
import dev.r3.workflows.contract.spec.AnchorSpec;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.LearningRateSpec;
import dev.r3.workflows.contract.spec.LossChoice;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.RefillSpec;
import dev.r3.workflows.contract.spec.ScheduleChoice;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import dev.r3.workflows.contract.spec.TrainSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A few steps of the tiny model on coins: three failures a step, four reflections each, a snapshot every two steps. */
final class CoinTraining {
    static final List<EpisodeTask> TASKS = CoinTask.first(10);

    private CoinTraining() {}

    /** What it is trained with, without a validation. */
    static TrainingData data(ExperimentSpec spec) {
        return new TrainingData(TASKS, Failures.of(TASKS, CoinTask.EPISODES, spec), List.of(), Optional.empty());
    }

    /**
     * Its spec.
     *
     * @param rank of the adapters; 0 trains all weights
     */
    static ExperimentSpec spec(int rank, int steps) {
        ExperimentSpec least = DataSpecs.of(
                "coins",
                3,
                new TaskSpec("coin", Map.of(), new PromptSpec("", "", "", "")),
                new DataSpec("coins.jsonl", Map.of(), 0, new SplitSpec(0, 0.1, 0.1), new ProofSpec(1, 1, 0)),
                new TrackingSpec("r3", ""));
        return new ExperimentSpec(
                least.name(),
                least.seed(),
                least.parent(),
                least.task(),
                least.data(),
                TinyModel.policy(rank),
                CoinTask.EPISODES.spec(),
                least.failures(),
                new TrainSpec(
                        steps,
                        3,
                        LossChoice.GRPO,
                        0,
                        0.2,
                        AdvantageChoice.GROUP,
                        new LearningRateSpec(1e-3, ScheduleChoice.CONSTANT, 0),
                        400,
                        new AnchorSpec(1, 4),
                        new RefillSpec(0, 1),
                        2,
                        2,
                        0,
                        20,
                        1),
                least.evaluate(),
                least.gate(),
                least.tracking());
    }
}
