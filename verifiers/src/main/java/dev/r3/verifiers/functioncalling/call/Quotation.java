package dev.r3.verifiers.functioncalling.call;

import com.fasterxml.jackson.databind.JsonNode;

/** Short, printable quotations of model text for messages. */
public final class Quotation {

    private static final int LENGTH = 60;

    private Quotation() {}

    /** A text in double quotes, cut after some 60 characters; what does not print is escaped. */
    public static String of(String text) {
        return '"' + printable(text) + '"';
    }

    /** A value as JSON, cut after some 60 characters. */
    public static String of(JsonNode value) {
        // A scalar is cut before it is written, for it may be as long as the answer.
        return value.isTextual() ? of(value.textValue()) : printable(value.toString());
    }

    private static String printable(String text) {
        StringBuilder quoted = new StringBuilder(LENGTH + 8);
        int i = 0;
        while (i < text.length() && quoted.length() < LENGTH) {
            int c = text.codePointAt(i);
            // Lone surrogates have no UTF-8, so that a message with one could not be written.
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        return i < text.length() ? quoted.append('…').toString() : quoted.toString();
    }
}
