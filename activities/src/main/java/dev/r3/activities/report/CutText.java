package dev.r3.activities.report;

/** Long texts by their two ends: a model says at the end what its answer is. */
final class CutText {
    private CutText() {}

    /**
     * A text with what is too much of it left out of its middle, and said how much that is. Not between the halves of a
     * character.
     *
     * @param longest that it may be without being cut, in chars; so many stay at most
     */
    static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int tail = longest / 2;
        int from = between(text, longest - tail, -1);
        int to = between(text, text.length() - tail, 1);
        return "%s … %s characters … %s"
                .formatted(text.substring(0, from), Numbers.count(text.codePointCount(from, to)), text.substring(to));
    }

    /** The place, or the one beside it in a direction. */
    private static int between(String text, int place, int direction) {
        boolean splits = place > 0
                && place < text.length()
                && Character.isSurrogatePair(text.charAt(place - 1), text.charAt(place));
        return splits ? place + direction : place;
    }
}
