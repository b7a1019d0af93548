package dev.r3.verifiers.match;

import dev.r3.verifiers.answer.AnswerTags;
import dev.r3.verifiers.answer.Span;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.question.QuestionTask;
import java.util.List;
import java.util.Optional;

/** Compares the answer of a completion with the data set's as texts. */
final class MatchVerifier implements Verifier<QuestionTask> {

    static final ErrorType NO_ANSWER = new ErrorType("no-answer", "there is no answer, or it is empty or too long");
    static final ErrorType WRONG_ANSWER = new ErrorType("wrong-answer", "the answer is another text");
    static final List<ErrorType> ERRORS = List.of(NO_ANSWER, WRONG_ANSWER);

    /** In UTF-16 units; as long as a data set's answer can be, with room for white space. */
    private static final int MAX_ANSWER_LENGTH = 1 << 17;

    private final AnswerSource source;
    private final AnswerTags tags;
    private final Normalise normalise;

    MatchVerifier(AnswerSource source, AnswerTags tags, Normalise normalise) {
        this.source = source;
        this.tags = tags;
        this.normalise = normalise;
    }

    @Override
    public Verdict verify(QuestionTask task, Completion completion) {
        boolean tooLong = completion.text().length() > AnswerTags.MAX_COMPLETION_LENGTH;
        Optional<Span> place = tooLong ? Optional.empty() : place(completion);
        if (place.isEmpty()) {
            return completion.truncated() && !tooLong
                    ? Verdict.unscorable("the completion is cut off before its answer ends")
                    : Verdict.failed(NO_ANSWER, "there is no closed answer block, or the completion is too long");
        }
        if (place.get().length() > MAX_ANSWER_LENGTH) {
            return Verdict.failed(NO_ANSWER, "the answer has more than " + MAX_ANSWER_LENGTH + " characters");
        }
        String answer = place.get().of(completion.text());
        if (answer.isBlank()) {
            return Verdict.failed(NO_ANSWER, "the answer is empty");
        }
        return normalise.apply(answer).equals(normalise.apply(task.answer()))
                ? Verdict.passed()
                : Verdict.failed(WRONG_ANSWER, "the answer is not the expected text");
    }

    @Override
    public Optional<String> answerText(Completion completion) {
        return place(completion).map(span -> span.of(completion.text()).strip());
    }

    @Override
    public Optional<String> goldAnswer(QuestionTask task) {
        return Optional.of(source == AnswerSource.BLOCK ? tags.wrap(task.answer()) : task.answer());
    }

    private Optional<Span> place(Completion completion) {
        if (source == AnswerSource.BLOCK) {
            return tags.lastBlock(completion.text());
        }
        return completion.truncated()
                ? Optional.empty()
                : Optional.of(new Span(0, completion.text().length()));
    }
}
