package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.policy.Judgement;
import dev.r3.model.reflect.Attempt;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.Verdict;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An answer to a training task, judged.
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

    /** What the task's verifier says of it now. */
    static KeptAnswer judged(SampledAnswer answer, EpisodeTask task) {
        Verdict verdict = answer.isWritten()
                ? task.judge(new Completion(answer.text(), answer.truncated()))
                : Verdict.unscorable("nothing was written: " + answer.rejected());
        return new KeptAnswer(
                answer.text(), answer.truncated(), Judgement.of(verdict), Judgement.error(verdict), answer.tokens());
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
