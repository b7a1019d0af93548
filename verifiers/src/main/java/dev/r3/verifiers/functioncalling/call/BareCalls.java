package dev.r3.verifiers.functioncalling.call;

/** Calls with nothing around them: JSON, or a bracketed Python list. */
final class BareCalls {

    private BareCalls() {}

    static boolean beginsWith(int c) {
        return c == '{' || c == '[';
    }

    /** Reads calls up to the end of the text. */
    static void whole(Cursor cursor, CallList calls) {
        int start = cursor.position();
        read(cursor, calls);
        cursor.skipWhitespace();
        if (cursor.peek() != Cursor.END) {
            throw cursor.broken("text stands behind the calls");
        }
        calls.span(start, cursor.end());
    }

    /** Reads the calls that begin at the cursor and leaves what follows. */
    static void read(Cursor cursor, CallList calls) {
        if (isPythonList(cursor)) {
            PythonCalls.list(cursor, calls);
        } else if (beginsWith(cursor.peek())) {
            JsonCalls.read(cursor, calls);
        } else {
            throw cursor.unexpected("'{' or '['");
        }
    }

    private static boolean isPythonList(Cursor cursor) {
        if (cursor.peek() != '[') {
            return false;
        }
        int i = cursor.position() + 1;
        while (i < cursor.end() && Cursor.isWhitespace(cursor.text().charAt(i))) {
            i++;
        }
        return i < cursor.end() && PythonCalls.isNameStart(cursor.text().charAt(i));
    }
}
