package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.policy.Judgement;
import dev.r3.model.policy.TokenTrace;
import dev.r3.model.reflect.Attempt;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An answer to a training task.
 *
 * @param error the error type's code if it failed, else empty
 * @param tokens that were written; none if nothing was
 */
record KeptAnswer(String text, boolean truncated, Judgement judgement, String error, List<Integer> tokens) {
    KeptAnswer {
        requireNonNull(text, "text is null");
        requireNonNull(judgement, "judgement is null");
        requireNonNull(error, "error is null");
        tokens = List.copyOf(tokens);
    }

    static KeptAnswer of(Attempt attempt) {
        return new KeptAnswer(
                Judgement.text(attempt),
                attempt.answer().map(Completion::truncated).orElse(false),
                Judgement.of(attempt.verdict()),
                Judgement.error(attempt.verdict()),
                attempt instanceof Attempt.Written written
                        ? written.completion()
                                .trace()
                                .map(TokenTrace::tokens)
                                .map(KeptAnswer::boxed)
                                .orElse(List.of())
                        : List.of());
    }

    static List<Integer> boxed(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }

    /** The attempt as it was judged then. */
    Attempt attempt() {
        return new Attempt.Given(new Completion(text, truncated), verdict());
    }

    private Verdict verdict() {
        return switch (judgement) {
            case PASSED -> new Verdict.Passed(OptionalDouble.of(1));
            case FAILED -> Verdict.failed(new ErrorType(error, ""), "");
            case FAULT -> new Verdict.VerifierFault("when it was judged");
            case UNSCORABLE, NONE -> Verdict.unscorable("when it was judged");
        };
    }
}
