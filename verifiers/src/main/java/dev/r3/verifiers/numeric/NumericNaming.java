package dev.r3.verifiers.numeric;

import dev.r3.verifiers.api.AnswerNaming;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.question.QuestionTask;
import java.math.BigDecimal;

/**
 * A text names the answer if a number in it has the exact value of the data set's. A number is a run of digits with the
 * points and commas within it ({@code 1,234.50}) and the minus before it, unless that stands behind a digit
 * ({@code 7-4}). A letter close before it makes it part of a name ({@code A4}); a unit behind it does not
 * ({@code 4km}). So 5 is not named by 15, 5.1 or −5, but by 5.0.
 */
public final class NumericNaming implements AnswerNaming<QuestionTask> {

    /** The longest text that is read, in UTF-16 units. */
    private static final int MAX_LENGTH = 1 << 20;

    @Override
    public String family() {
        return "numeric";
    }

    @Override
    public String description() {
        return "A number in the reflection has the value of the data set's answer.";
    }

    @Override
    public Class<QuestionTask> taskType() {
        return QuestionTask.class;
    }

    @Override
    public Naming naming(QuestionTask task, String text, Options options) {
        if (text.length() > MAX_LENGTH || GoldNumber.find(task).isEmpty()) {
            return Naming.UNKNOWN;
        }
        BigDecimal gold = GoldNumber.of(task);
        int end;
        for (int at = 0; at < text.length(); at = Math.max(end, at + 1)) {
            end = endOfNumber(text, at);
            if (end > at && !isPartOfName(text, at) && isNumber(text, at, end, gold)) {
                return Naming.NAMED;
            }
        }
        return Naming.NOT_NAMED;
    }

    private static boolean isNumber(String text, int start, int end, BigDecimal gold) {
        int sign = start - (start > 0 && text.charAt(start - 1) == '$' ? 2 : 1);
        boolean negative = sign >= 0 && text.charAt(sign) == '-' && (sign == 0 || !isDigit(text.charAt(sign - 1)));
        return WrittenNumber.parse(text.substring(start, end))
                .map(size -> negative ? size.negate() : size)
                .filter(number -> number.compareTo(gold) == 0)
                .isPresent();
    }

    /** Where the digits that begin here end, with the marks within them; here if none begin. */
    private static int endOfNumber(String text, int start) {
        int end = start;
        for (int i = start;
                i < text.length() && (isDigit(text.charAt(i)) || (i > start && isMark(text.charAt(i))));
                i++) {
            if (isDigit(text.charAt(i))) {
                end = i + 1;
            }
        }
        return end;
    }

    private static boolean isPartOfName(String text, int start) {
        return start > 0 && Character.isLetter(text.charAt(start - 1));
    }

    private static boolean isMark(char symbol) {
        return symbol == '.' || symbol == ',';
    }

    private static boolean isDigit(char symbol) {
        return symbol >= '0' && symbol <= '9';
    }
}
