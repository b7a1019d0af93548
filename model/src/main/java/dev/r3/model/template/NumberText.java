package dev.r3.model.template;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimal numbers written in a text. */
final class NumberText {

    /** Longer numbers are none: reading takes more than linear time. */
    private static final int MOST_CHARACTERS = 400;

    private NumberText() {}

    /** The number, with white space around it allowed; null if the text is none. */
    static @Nullable BigDecimal read(String text) {
        String digits = Strings.stripRight(Strings.stripLeft(text, Strings::isSpace), Strings::isSpace);
        if (digits.isEmpty()
                || digits.length() > MOST_CHARACTERS
                || !digits.chars().allMatch(NumberText::canOccur)) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(digits);
            return Math.abs((long) number.precision() - number.scale()) > MOST_CHARACTERS ? null : number;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static boolean canOccur(int character) {
        return (character >= '0' && character <= '9') || "+-.eE".indexOf(character) >= 0;
    }
}
