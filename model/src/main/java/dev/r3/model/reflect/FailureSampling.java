package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.Policy;
import java.util.List;

/**
 * Makes a failure set, batch by batch: k sampled answers to each task, all of them kept with their verdicts, and a rule
 * that says which tasks are in the set. The paper samples up to 64 answers and keeps tasks with a failing one.
 */
public final class FailureSampling {
    private final FirstAnswers firstAnswers;
    private final FailureConfig config;

    /**
     * @param policy stays the caller's to close
     * @param seed of the experiment, for the policy's random numbers
     */
    public FailureSampling(Policy policy, FailureConfig config, long seed) {
        this.config = requireNonNull(config, "config is null");
        this.firstAnswers = new FirstAnswers(policy, config.firstAnswers(), seed);
    }

    /**
     * Tries tasks; the results are in their order. A task's random numbers don't depend on the others, so callers may
     * cut a data set into batches as they like.
     *
     * @param stage such as {@code attempts}: part of the key of the random numbers
     * @throws IllegalArgumentException if two tasks have one id, or a prompt names a variable that its task has not
     */
    public FailureBatch run(String stage, List<EpisodeTask> tasks) {
        return new FailureBatch(firstAnswers.run(stage, tasks), config.keepRule());
    }
}
