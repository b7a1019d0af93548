package dev.r3.verifiers.functioncalling.call;

/**
 * Calls behind Llama 3.1's {@code <|python_tag|>}: JSON or Python calls up to the end, with line ends or semicolons
 * between, each perhaps behind a tag of its own. Only here does a Python call stand without brackets.
 */
final class PythonTag {

    static final String TAG = "<|python_tag|>";

    private PythonTag() {}

    static void read(Cursor cursor, CallList calls) {
        int start = cursor.indexOf(TAG, cursor.position());
        cursor.moveTo(start);
        while (cursor.peek() != Cursor.END) {
            if (!passSeparators(cursor)) {
                throw cursor.unexpected("';' or a line end");
            }
            unit(cursor, calls);
            cursor.skipSpaces();
        }
        calls.span(start, cursor.end());
    }

    private static void unit(Cursor cursor, CallList calls) {
        int c = cursor.peek();
        if (PythonCalls.isNameStart(c)) {
            calls.add(cursor, PythonCalls.call(cursor));
        } else if (c == '{') {
            JsonCalls.one(cursor, calls);
        } else {
            BareCalls.read(cursor, calls);
        }
    }

    private static boolean passSeparators(Cursor cursor) {
        int from = cursor.position();
        do {
            cursor.skipWhitespace();
        } while (cursor.take(';') || cursor.take(TAG));
        return cursor.position() > from;
    }
}
