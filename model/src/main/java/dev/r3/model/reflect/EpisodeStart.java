package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Completion;
import java.util.Optional;

/**
 * Where an episode starts.
 *
 * @param course which of the task's courses in a run, from 0: each has random numbers of its own
 * @param failedAnswer to reflect on, from a failure set; none to have the policy answer first. It is judged anew: if it
 *     doesn't fail, there is nothing to reflect on
 */
public record EpisodeStart(EpisodeTask task, int course, Optional<Completion> failedAnswer) {
    public EpisodeStart {
        requireNonNull(task, "task is null");
        if (course < 0) {
            throw new IllegalArgumentException("course is negative: " + course);
        }
        requireNonNull(failedAnswer, "failed answer is null");
    }

    public static EpisodeStart atTask(EpisodeTask task) {
        return atTask(task, 0);
    }

    /** One of several courses of a task. */
    public static EpisodeStart atTask(EpisodeTask task, int course) {
        return new EpisodeStart(task, course, Optional.empty());
    }

    public static EpisodeStart atFailure(EpisodeTask task, Completion failedAnswer) {
        return new EpisodeStart(task, 0, Optional.of(failedAnswer));
    }
}
