package dev.r3.activities.report;

/** What of a retry's text is its answer, for all task families alike. */
final class AnswerText {
    private static final String OPEN = "<answer>";
    private static final String CLOSE = "</answer>";

    private AnswerText() {}

    /** Between the last answer tags, or else everything; without spaces. */
    static String of(String retry) {
        int open = retry.lastIndexOf(OPEN);
        if (open < 0) {
            return withoutSpaces(retry);
        }
        int close = retry.indexOf(CLOSE, open);
        return withoutSpaces(retry.substring(open + OPEN.length(), close < 0 ? retry.length() : close));
    }

    static String withoutSpaces(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                kept.append(text.charAt(i));
            }
        }
        return kept.toString();
    }
}
