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

    /** The last run of digits with the points and commas within it and the sign before it. */
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
        return Optional.of(new Span(startOfNumber(text, end), end));
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

    private static int startOfNumber(String text, int end) {
        int start = end;
        while (start > 0 && (isDigit(text.charAt(start - 1)) || isMark(text.charAt(start - 1)))) {
            start--;
        }
        while (isMark(text.charAt(start))) {
            start++;
        }
        int sign = start - (start > 0 && text.charAt(start - 1) == '$' ? 2 : 1);
        // In 7-4 the minus is an operator.
        boolean negative = sign >= 0 && text.charAt(sign) == '-' && (sign == 0 || !isDigit(text.charAt(sign - 1)));
        return negative ? sign : start;
    }

    private static boolean isMark(char symbol) {
        return symbol == '.' || symbol == ',';
    }

    private static boolean isDigit(char symbol) {
        return symbol >= '0' && symbol <= '9';
    }
}
