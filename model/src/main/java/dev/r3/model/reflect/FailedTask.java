package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Completion;

/** A task with an answer that failed, and what stands in a reflection's place. */
public record FailedTask(EpisodeTask task, Completion failedAnswer, GivenReflection reflection) {
    public FailedTask {
        requireNonNull(task, "task is null");
        requireNonNull(failedAnswer, "failed answer is null");
        requireNonNull(reflection, "reflection is null");
    }
}
