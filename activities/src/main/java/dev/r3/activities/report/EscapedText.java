package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

/** A text that anybody may have written; what a page can't hold or does not show is named by its number. */
record EscapedText(String text) implements Html {
    EscapedText {
        requireNonNull(text, "text is null");
    }

    @Override
    public void writeTo(StringBuilder markup) {
        text.codePoints().forEach(point -> write(point, markup));
    }

    private static void write(int point, StringBuilder markup) {
        switch (point) {
            case '<' -> markup.append("&lt;");
            case '>' -> markup.append("&gt;");
            case '&' -> markup.append("&amp;");
            case '"' -> markup.append("&quot;");
            case '\'' -> markup.append("&#39;");
            default -> {
                if (isShown(point)) {
                    markup.appendCodePoint(point);
                } else {
                    markup.append("[U+%04X]".formatted(point));
                }
            }
        }
    }

    /** Neither a control, nor one that steers the direction of writing, nor half a character. */
    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point == '\n' || point == '\t';
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
