package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One task's course.
 *
 * @param tries one for each reflection; none if the first answer didn't fail
 */
public record Episode(EpisodeTask task, FirstAnswer firstAnswer, List<ReflectedTry> tries) {
    public Episode {
        requireNonNull(task, "task is null");
        requireNonNull(firstAnswer, "first answer is null");
        tries = List.copyOf(tries);
    }
}
