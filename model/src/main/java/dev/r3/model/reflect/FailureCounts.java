package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.optimize.VerdictCounts;

/**
 * How the sampling of a failure set went.
 *
 * @param tasks that were tried
 * @param kept of these
 * @param verdicts on all answers
 * @param rejected how many of the unscorable ones could not be written because the policy can't take the request
 */
public record FailureCounts(long tasks, long kept, VerdictCounts verdicts, long rejected) {
    public static final FailureCounts NONE = new FailureCounts(0, 0, VerdictCounts.NONE, 0);

    public FailureCounts {
        requireNonNull(verdicts, "verdicts is null");
        if (kept < 0 || kept > tasks || rejected < 0 || rejected > verdicts.unscorable()) {
            throw new IllegalArgumentException(
                    "%d of %d tasks kept, %d answers rejected of %s".formatted(kept, tasks, rejected, verdicts));
        }
    }

    static FailureCounts of(TaskAttempts attempts, KeepRule rule) {
        return new FailureCounts(1, rule.keeps(attempts) ? 1 : 0, attempts.verdicts(), attempts.rejected());
    }

    public FailureCounts plus(FailureCounts other) {
        return new FailureCounts(
                tasks + other.tasks, kept + other.kept, verdicts.plus(other.verdicts), rejected + other.rejected);
    }
}
