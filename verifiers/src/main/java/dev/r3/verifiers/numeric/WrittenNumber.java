package dev.r3.verifiers.numeric;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Reads a number as people write it: {@code -1,234.50}, {@code $18}, {@code 40%}, {@code 7.}; the sign may stand before
 * or after the currency. Commas must group thousands. A per cent sign is dropped like a currency: {@code 40%} is 40.
 */
final class WrittenNumber {

    private static final int MAX_LENGTH = 100;

    private WrittenNumber() {}

    /** The number that is all of a text but for white space around it; none if it is no number or too long. */
    static Optional<BigDecimal> parse(String text) {
        String rest = text.strip();
        if (rest.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        boolean negative = rest.startsWith("-");
        rest = withoutCurrency(negative ? rest.substring(1) : rest);
        if (!negative && rest.startsWith("-")) {
            negative = true;
            rest = rest.substring(1);
        }
        Optional<BigDecimal> size = unsigned(withoutEnd(withoutEnd(withoutEnd(rest, "."), "%"), "\\"));
        return negative ? size.map(BigDecimal::negate) : size;
    }

    private static String withoutCurrency(String text) {
        String plain = text.startsWith("\\$") ? text.substring(1) : text;
        return plain.startsWith("$") ? plain.substring(1) : plain;
    }

    private static String withoutEnd(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }

    private static Optional<BigDecimal> unsigned(String text) {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String fraction = point < 0 ? "" : text.substring(point + 1);
        boolean valid = (isGrouped(whole) || areDigits(whole) || (whole.isEmpty() && !fraction.isEmpty()))
                && (point < 0 || areDigits(fraction));
        return valid ? Optional.of(new BigDecimal("0" + text.replace(",", ""))) : Optional.empty();
    }

    /** Whether this is 1 to 3 digits and then groups of a comma and 3 digits. */
    private static boolean isGrouped(String text) {
        int first = text.indexOf(',');
        if (first < 1 || first > 3 || (text.length() - first) % 4 != 0) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            boolean comma = i >= first && (i - first) % 4 == 0;
            if (comma ? text.charAt(i) != ',' : !isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isDigit((char) c));
    }

    private static boolean isDigit(char symbol) {
        return symbol >= '0' && symbol <= '9';
    }
}
