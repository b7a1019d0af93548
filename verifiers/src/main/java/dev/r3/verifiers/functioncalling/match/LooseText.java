package dev.r3.verifiers.functioncalling.match;

import java.util.Locale;

/** BFCL's reading of strings: without spaces and {@code , . / - _ * ^}, in lower case, all quotes alike. */
final class LooseText {

    private static final String IGNORED = " ,./-_*^";

    private LooseText() {}

    static String of(String text) {
        StringBuilder loose = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (IGNORED.indexOf(c) < 0) {
                loose.append(c == '\'' ? '"' : c);
            }
        }
        return loose.toString().toLowerCase(Locale.ROOT);
    }
}
