package dev.r3.verifiers.match;

import dev.r3.verifiers.api.AnswerNaming;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.question.QuestionTask;

/**
 * A text names the answer if the data set's answer stands in it, both normalised as for a verdict, with no letter or
 * digit that goes on with it: {@code art} is not named by {@code start}. An answer of one letter, as of multiple choice,
 * counts in its own case alone: {@code A} is not named by the article {@code a}.
 */
public final class MatchNaming implements AnswerNaming<QuestionTask> {

    /** The longest text that is read, in UTF-16 units. */
    private static final int MAX_LENGTH = 1 << 16;

    /** The longest answer that is looked for: searching takes the product of both at worst. */
    private static final int MAX_ANSWER_LENGTH = 1_000;

    @Override
    public String family() {
        return "match";
    }

    @Override
    public String description() {
        return "The data set's answer stands in the reflection as whole words.";
    }

    @Override
    public Class<QuestionTask> taskType() {
        return QuestionTask.class;
    }

    @Override
    public Naming naming(QuestionTask task, String text, Options options) {
        if (text.length() > MAX_LENGTH || task.answer().length() > MAX_ANSWER_LENGTH) {
            return Naming.UNKNOWN;
        }
        boolean letter = task.answer().strip().length() == 1;
        Normalise normalise = letter ? Normalise.EXACT : options.choice("normalise", Normalise.class);
        boolean named = !text.isBlank() && holdsWhole(normalise.apply(text), normalise.apply(task.answer()));
        return named ? Naming.NAMED : Naming.NOT_NAMED;
    }

    private static boolean holdsWhole(String text, String answer) {
        for (int at = text.indexOf(answer); at >= 0; at = text.indexOf(answer, at + 1)) {
            int end = at + answer.length();
            boolean begins = at == 0 || !isWithinWord(text.codePointBefore(at), answer.codePointAt(0));
            boolean ends = end == text.length()
                    || !isWithinWord(answer.codePointBefore(answer.length()), text.codePointAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWithinWord(int left, int right) {
        return Character.isLetterOrDigit(left) && Character.isLetterOrDigit(right);
    }
}
