package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.TokenTrace;
import dev.r3.model.reflect.Attempt;
import dev.r3.verifiers.api.Completion;
import java.util.List;

/**
 * An answer to a training task, not judged: what a verifier says of it may change, what was written doesn't.
 *
 * @param tokens that were written; none if nothing was, or the policy doesn't tell
 * @param rejected why nothing was written; empty if something was
 */
record SampledAnswer(String text, boolean truncated, List<Integer> tokens, String rejected) {
    SampledAnswer {
        requireNonNull(text, "text is null");
        tokens = List.copyOf(tokens);
        requireNonNull(rejected, "rejected is null");
    }

    static SampledAnswer of(Attempt attempt) {
        if (attempt instanceof Attempt.Rejected nothing) {
            return new SampledAnswer("", false, List.of(), nothing.reason());
        }
        Completion answer = attempt.answer().orElseThrow();
        List<Integer> tokens = attempt instanceof Attempt.Written written
                ? written.completion()
                        .trace()
                        .map(TokenTrace::tokens)
                        .map(Tokens::list)
                        .orElse(List.of())
                : List.of();
        return new SampledAnswer(answer.text(), answer.truncated(), tokens, "");
    }

    boolean isWritten() {
        return rejected.isEmpty();
    }
}
