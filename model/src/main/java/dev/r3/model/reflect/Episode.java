package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Verdict;
import java.util.List;

/**
 * One task's course.
 *
 * @param tries one for each reflection, in their order; none if the first answer didn't fail
 */
public record Episode(EpisodeTask task, Attempt firstAnswer, List<ReflectedTry> tries) {
    public Episode {
        requireNonNull(task, "task is null");
        requireNonNull(firstAnswer, "first answer is null");
        tries = List.copyOf(tries);
        if (tries.isEmpty() == firstAnswer.verdict() instanceof Verdict.Failed) {
            throw new IllegalArgumentException(
                    "%d reflections on a first answer that is %s".formatted(tries.size(), firstAnswer.verdict()));
        }
    }
}
