package dev.r3.verifiers.numeric;

import dev.r3.verifiers.answer.Span;
import dev.r3.verifiers.api.Completion;
import java.util.Optional;

/** Where the final number stands in a completion. */
final class AnswerPlace {

    private static final String BOXED = "\\boxed{";
    private static final String HASHES = "####";

    private AnswerPlace() {}

    /** What stands in the last closed {@code \boxed{}}, else after the last {@code ####} on its line. */
    static Optional<Span> marked(Completion completion) {
        Optional<Span> boxed = boxed(completion.text());
        return boxed.isPresent() ? boxed : hashed(completion);
    }

    /** The last run of digits with the signs, points and commas around it. */
    static Optional<Span> lastNumber(Completion completion) {
        String text = completion.text();
        int end = text.length();
        while (end > 0 && !isDigit(text.charAt(end - 1))) {
            end--;
        }
        // A number at the very end of a cut-off text may lack digits.
        if (end == 0 || (completion.truncated() && text.substring(end).isBlank())) {
            return Optional.empty();
        }
        int start = end;
        while (start > 0 && isPartOfNumber(text.charAt(start - 1))) {
            start--;
        }
        while (start < end && (text.charAt(start) == '.' || text.charAt(start) == ',')) {
            start++;
        }
        return Optional.of(new Span(start, end));
    }

    private static Optional<Span> boxed(String text) {
        int lastClose = text.lastIndexOf('}');
        int open = lastClose < 0 ? -1 : text.lastIndexOf(BOXED, lastClose - BOXED.length());
        if (open < 0) {
            return Optional.empty();
        }
        int start = open + BOXED.length();
        return Optional.of(new Span(start, text.indexOf('}', start)));
    }

    private static Optional<Span> hashed(Completion completion) {
        String text = completion.text();
        int hashes = text.lastIndexOf(HASHES);
        if (hashes < 0) {
            return Optional.empty();
        }
        int start = hashes + HASHES.length();
        int lineEnd = text.indexOf('\n', start);
        if (lineEnd < 0) {
            return completion.truncated() ? Optional.empty() : Optional.of(new Span(start, text.length()));
        }
        return Optional.of(new Span(start, lineEnd));
    }

    private static boolean isPartOfNumber(char symbol) {
        return isDigit(symbol) || symbol == ',' || symbol == '.' || symbol == '-' || symbol == '$';
    }

    private static boolean isDigit(char symbol) {
        return symbol >= '0' && symbol <= '9';
    }
}
