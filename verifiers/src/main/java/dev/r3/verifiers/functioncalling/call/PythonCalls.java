package dev.r3.verifiers.functioncalling.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Calls as Python writes them: {@code [f(a=1), g.h(b="x")]}. Arguments have keywords and literal values; a positional
 * argument makes it no call.
 */
final class PythonCalls {

    private PythonCalls() {}

    /** Reads the bracketed list that begins at the cursor. */
    static void list(Cursor cursor, CallList calls) {
        cursor.expect('[');
        cursor.skipWhitespace();
        do {
            calls.add(cursor, call(cursor));
            cursor.skipWhitespace();
            boolean comma = cursor.take(',');
            cursor.skipWhitespace();
            if (!comma && cursor.peek() != ']') {
                throw cursor.unexpected("',' or ']'");
            }
        } while (!cursor.take(']'));
    }

    /** Reads one call without brackets around it. */
    static Call call(Cursor cursor) {
        int start = cursor.position();
        do {
            name(cursor);
        } while (cursor.take('.'));
        String name = cursor.text().substring(start, cursor.position());
        cursor.skipWhitespace();
        cursor.expect('(');
        return new Call(name, arguments(cursor));
    }

    private static ObjectNode arguments(Cursor cursor) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        cursor.skipWhitespace();
        while (!cursor.take(')')) {
            if (!isNameStart(cursor.peek())) {
                throw cursor.unexpected("a keyword argument");
            }
            String keyword = name(cursor);
            cursor.skipWhitespace();
            cursor.expect('=');
            cursor.skipWhitespace();
            if (arguments.putIfAbsent(keyword, PythonLiteral.value(cursor)) != null) {
                throw cursor.broken("the argument " + Quotation.of(keyword) + " is given twice");
            }
            cursor.skipWhitespace();
            if (cursor.take(',')) {
                cursor.skipWhitespace();
            } else if (cursor.peek() != ')') {
                throw cursor.unexpected("',' or ')'");
            }
        }
        return arguments;
    }

    private static String name(Cursor cursor) {
        int start = cursor.position();
        if (!isNameStart(cursor.peek())) {
            throw cursor.unexpected("a name");
        }
        while (isNamePart(cursor.peek())) {
            cursor.next();
        }
        return cursor.text().substring(start, cursor.position());
    }

    static boolean isNameStart(int c) {
        return c == '_' || (c != Cursor.END && Character.isUnicodeIdentifierStart(c));
    }

    static boolean isNamePart(int c) {
        // Java takes control characters for parts of a name that are to be ignored; Python does not.
        return c == '_'
                || (c != Cursor.END && Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
    }
}
