package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.dataset.Side;
import dev.r3.activities.dataset.SplitSizes;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ParentTraining;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.spec.EpisodeSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.FailuresSpec;
import dev.r3.workflows.contract.spec.KeepChoice;
import dev.r3.workflows.contract.spec.TrainSpec;

/** How much an experiment's stages have to do: tasks, steps, and how many tokens the spec allows for them. */
final class Workload {
    private final ExperimentInput input;
    private final ExperimentSpec spec;
    private final SplitSizes sizes;

    /**
     * @param sizes of the experiment's data
     */
    Workload(ExperimentInput input, SplitSizes sizes) {
        this.input = requireNonNull(input, "input is null");
        this.spec = input.spec();
        this.sizes = requireNonNull(sizes, "sizes is null");
    }

    /** Training tasks that are answered. */
    long trainingTasks() {
        return limited(Side.TRAIN, spec.failures().tasks());
    }

    /** Test tasks that each arm answers. */
    long testTasks() {
        return limited(Side.TEST, spec.evaluate().tasks());
    }

    /** Test tasks that are sampled. */
    long sampledTasks() {
        return limited(Side.TEST, spec.evaluate().sampledTasks());
    }

    private long limited(Side side, int limit) {
        return limit == 0 ? sizes.of(side) : Math.min(limit, sizes.of(side));
    }

    /** Answers to each training task. */
    long answersToEach() {
        FailuresSpec failures = spec.failures();
        return failures.samples() + (failures.keep() == KeepChoice.GREEDY_FAILED ? 1L : 0L);
    }

    /**
     * Steps of training that are left.
     *
     * @param kept the last step that is kept of the training; 0 if none is
     */
    long steps(long kept) {
        long begun = Math.max(kept, input.parent().map(ParentTraining::step).orElse(0L));
        return Math.max(0, spec.train().steps() - begun);
    }

    long mostAttemptTokens() {
        return trainingTasks() * answersToEach() * spec.episode().firstAnswer().maxTokens();
    }

    /** Without those of validations. */
    long mostTrainingTokens(long steps) {
        TrainSpec train = spec.train();
        EpisodeSpec episode = spec.episode();
        long batches = train.refill().enabled() ? train.refill().mostBatches() : 1;
        long rollout = episode.reflection().maxTokens()
                + (long) episode.retries() * episode.retry().maxTokens();
        return steps * batches * train.failuresPerStep() * episode.reflections() * rollout;
    }

    /** First answers that the arm takes over from another one cost nothing. */
    long mostArmTokens(ArmName arm) {
        return testTasks() * (arm.secondTry() == SecondTryChoice.REFLECTION ? mostCourseTokens() : mostRetryTokens());
    }

    /** First answers are written anew for each arm: nobody keeps them. */
    long mostSampledTokens(ArmName arm) {
        long course = arm.secondTry() == SecondTryChoice.REFLECTION
                ? mostCourseTokens()
                : spec.episode().firstAnswer().maxTokens() + mostRetryTokens();
        return sampledTasks() * spec.evaluate().sampled().samples() * course;
    }

    private long mostCourseTokens() {
        EpisodeSpec episode = spec.episode();
        return episode.firstAnswer().maxTokens() + episode.reflection().maxTokens() + mostRetryTokens();
    }

    private long mostRetryTokens() {
        return (long) spec.episode().retries() * spec.episode().retry().maxTokens();
    }
}
