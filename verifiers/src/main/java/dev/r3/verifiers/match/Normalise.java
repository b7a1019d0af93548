package dev.r3.verifiers.match;

import java.util.Locale;

/** What two texts may differ in and still match. White space around a text never counts. */
enum Normalise {
    /** In nothing. */
    EXACT {
        @Override
        String apply(String text) {
            return text.strip();
        }
    },
    /** In upper and lower case, and in how much white space stands between words. */
    WHITESPACE_AND_CASE {
        @Override
        String apply(String text) {
            return singleSpaced(text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        }
    };

    abstract String apply(String text);

    private static String singleSpaced(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (char symbol : text.strip().toCharArray()) {
            if (!Character.isWhitespace(symbol)) {
                result.append(symbol);
            } else if (result.charAt(result.length() - 1) != ' ') {
                result.append(' ');
            }
        }
        return result.toString();
    }
}
