package dev.r3.verifiers.functioncalling.call;

import java.util.Locale;
import java.util.Set;

/**
 * Calls in Markdown fences. A fence with no label or one of {@code json}, {@code python} and {@code tool_call} holds
 * calls and nothing else; a fence with another label is text.
 */
final class FencedCalls {

    static final String FENCE = "```";

    private static final Set<String> LABELS = Set.of("", "json", "python", "tool_call");

    private FencedCalls() {}

    /** Reads every fence from the cursor on; the text between them is ignored. */
    static void read(Cursor cursor, CallList calls) {
        for (int open = cursor.indexOf(FENCE, cursor.position());
                open >= 0;
                open = cursor.indexOf(FENCE, cursor.position())) {
            cursor.moveTo(open + FENCE.length());
            if (LABELS.contains(label(cursor))) {
                cursor.skipWhitespace();
                BareCalls.read(cursor, calls);
                cursor.skipWhitespace();
                cursor.expect(FENCE);
                calls.span(open, cursor.position());
            } else {
                skip(cursor);
            }
        }
        if (cursor.endsWithin(FENCE, cursor.position())) {
            throw cursor.ended();
        }
    }

    private static String label(Cursor cursor) {
        int start = cursor.position();
        while (isLabel(cursor.peek())) {
            cursor.next();
        }
        return cursor.text().substring(start, cursor.position()).toLowerCase(Locale.ROOT);
    }

    private static boolean isLabel(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || NumberText.isDigit(c) || c == '_' || c == '-';
    }

    private static void skip(Cursor cursor) {
        int close = cursor.indexOf(FENCE, cursor.position());
        if (close < 0) {
            throw cursor.ended();
        }
        cursor.moveTo(close + FENCE.length());
    }
}
