package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Completion;

/**
 * A task with an answer that failed, and what stands in a reflection's place.
 *
 * @param course which of the task's courses in a run, from 0: each has random numbers of its own
 */
public record FailedTask(EpisodeTask task, int course, Completion failedAnswer, GivenReflection reflection) {
    public FailedTask {
        requireNonNull(task, "task is null");
        if (course < 0) {
            throw new IllegalArgumentException("course is negative: " + course);
        }
        requireNonNull(failedAnswer, "failed answer is null");
        requireNonNull(reflection, "reflection is null");
    }

    /** Of a task with one course. */
    public FailedTask(EpisodeTask task, Completion failedAnswer, GivenReflection reflection) {
        this(task, 0, failedAnswer, reflection);
    }
}
