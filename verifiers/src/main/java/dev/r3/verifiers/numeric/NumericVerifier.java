package dev.r3.verifiers.numeric;

import dev.r3.verifiers.answer.AnswerTags;
import dev.r3.verifiers.answer.Span;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.question.QuestionTask;
import java.math.BigDecimal;
import java.util.Optional;

/** Compares the final number of a completion with the data set's by exact decimal value. */
final class NumericVerifier implements Verifier<QuestionTask> {

    private final Fallback fallback;

    NumericVerifier(Fallback fallback) {
        this.fallback = fallback;
    }

    @Override
    public Verdict verify(QuestionTask task, Completion completion) {
        Optional<Span> place = place(completion);
        if (place.isEmpty()) {
            return completion.truncated() && !isTooLong(completion)
                    ? Verdict.unscorable("the completion is cut off before its answer")
                    : Verdict.failed(NumericError.NO_ANSWER, "there is no final number");
        }
        Optional<BigDecimal> answer = WrittenNumber.parse(place.get().of(completion.text()));
        if (answer.isEmpty()) {
            return Verdict.failed(NumericError.NO_ANSWER, "what stands in the answer's place is no number");
        }
        BigDecimal gold = GoldNumber.of(task);
        return answer.get().compareTo(gold) == 0
                ? Verdict.passed()
                : Verdict.failed(
                        NumericError.WRONG_ANSWER,
                        "the answer is " + answer.get().toPlainString() + ", right is " + gold.toPlainString());
    }

    @Override
    public Optional<String> answerText(Completion completion) {
        return place(completion).map(span -> span.of(completion.text()).strip());
    }

    @Override
    public Optional<String> goldAnswer(QuestionTask task) {
        return Optional.of("#### " + GoldNumber.of(task).toPlainString());
    }

    private Optional<Span> place(Completion completion) {
        if (isTooLong(completion)) {
            return Optional.empty();
        }
        Optional<Span> marked = AnswerPlace.marked(completion);
        return marked.isEmpty() && fallback == Fallback.LAST_NUMBER ? AnswerPlace.lastNumber(completion) : marked;
    }

    private static boolean isTooLong(Completion completion) {
        return completion.text().length() > AnswerTags.MAX_COMPLETION_LENGTH;
    }
}
