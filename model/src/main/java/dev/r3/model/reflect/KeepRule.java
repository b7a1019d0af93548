package dev.r3.model.reflect;

import dev.r3.model.optimize.VerdictCounts;
import dev.r3.verifiers.api.Verdict;

/**
 * Which tasks are in a failure set. Only {@link Verdict.Failed} is a failure: answers that can't be judged, and faults
 * of the verifier, say nothing of the model, so every rule leaves them out. No rule keeps a task without a failure,
 * since there would be nothing to reflect on.
 */
public sealed interface KeepRule {
    boolean keeps(TaskAttempts attempts);

    /** Whether it looks at a greedy answer. */
    default boolean needsGreedy() {
        return false;
    }

    /** Any of the sampled answers failed. */
    record AnyFailed() implements KeepRule {
        @Override
        public boolean keeps(TaskAttempts attempts) {
            return attempts.sampledVerdicts().failed() > 0;
        }
    }

    /** All sampled answers that could be judged failed. */
    record AllFailed() implements KeepRule {
        @Override
        public boolean keeps(TaskAttempts attempts) {
            VerdictCounts verdicts = attempts.sampledVerdicts();
            return verdicts.failed() > 0 && verdicts.passed() == 0;
        }
    }

    /** The greedy answer failed. */
    record GreedyFailed() implements KeepRule {
        @Override
        public boolean keeps(TaskAttempts attempts) {
            Attempt greedy = attempts.greedy()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no greedy answer to task " + attempts.task() + " was written"));
            return greedy.verdict() instanceof Verdict.Failed;
        }

        @Override
        public boolean needsGreedy() {
            return true;
        }
    }

    /**
     * Of the sampled answers that could be judged, the share that passed is in a range, and any failed.
     *
     * @param least from 0 to {@code most}
     * @param most up to 1; both ends are in the range
     */
    record PassRate(double least, double most) implements KeepRule {
        public PassRate {
            if (!(least >= 0 && least <= most && most <= 1)) {
                throw new IllegalArgumentException(
                        "a pass rate from %s to %s; expected a range within [0, 1]".formatted(least, most));
            }
        }

        @Override
        public boolean keeps(TaskAttempts attempts) {
            VerdictCounts verdicts = attempts.sampledVerdicts();
            long judged = verdicts.passed() + verdicts.failed();
            double rate = (double) verdicts.passed() / judged;
            return verdicts.failed() > 0 && rate >= least && rate <= most;
        }
    }
}
