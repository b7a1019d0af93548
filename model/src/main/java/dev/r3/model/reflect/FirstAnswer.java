package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.Completion;
import dev.r3.verifiers.api.Verdict;
import java.util.Optional;

/**
 * The first try.
 *
 * @param completion as the policy wrote it in this episode; none for an answer that was given
 */
public record FirstAnswer(String text, Verdict verdict, Optional<Completion> completion) {
    public FirstAnswer {
        requireNonNull(text, "text is null");
        requireNonNull(verdict, "verdict is null");
        requireNonNull(completion, "completion is null");
    }
}
