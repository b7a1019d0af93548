package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A part of a failure set.
 *
 * @param attempts at each task of the batch, kept or not, in their order
 */
public record FailureBatch(List<TaskAttempts> attempts, KeepRule keepRule) {
    public FailureBatch {
        attempts = List.copyOf(attempts);
        requireNonNull(keepRule, "keep rule is null");
    }

    /** The tasks that are in the failure set, in their order. */
    public List<TaskAttempts> kept() {
        return attempts.stream().filter(keepRule::keeps).toList();
    }

    public FailureCounts counts() {
        return attempts.stream()
                .map(task -> FailureCounts.of(task, keepRule))
                .reduce(FailureCounts.NONE, FailureCounts::plus);
    }
}
