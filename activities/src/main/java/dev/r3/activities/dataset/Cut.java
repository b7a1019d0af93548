package dev.r3.activities.dataset;

/** Keeps texts from data within bounds. */
final class Cut {

    private Cut() {}

    /** The text, or its first {@code length} characters and an ellipsis. */
    static String to(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }
}
