package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Completion;
import java.util.Optional;

/**
 * Where an episode starts.
 *
 * @param failedAnswer to reflect on, from a failure set; none to have the policy answer first. It is judged anew: if it
 *     doesn't fail, there is nothing to reflect on
 */
public record EpisodeStart(EpisodeTask task, Optional<Completion> failedAnswer) {
    public EpisodeStart {
        requireNonNull(task, "task is null");
        requireNonNull(failedAnswer, "failed answer is null");
    }

    public static EpisodeStart atTask(EpisodeTask task) {
        return new EpisodeStart(task, Optional.empty());
    }

    public static EpisodeStart atFailure(EpisodeTask task, Completion failedAnswer) {
        return new EpisodeStart(task, Optional.of(failedAnswer));
    }
}
