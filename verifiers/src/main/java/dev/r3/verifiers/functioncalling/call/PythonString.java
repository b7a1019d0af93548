package dev.r3.verifiers.functioncalling.call;

/** Reads Python's string literals in single or double quotes on one line, with escapes but no prefix. */
final class PythonString {

    private PythonString() {}

    /** Reads the string whose opening quote is at the cursor. */
    static String read(Cursor cursor) {
        int quote = cursor.next();
        StringBuilder string = new StringBuilder();
        for (int c = cursor.next(); c != quote; c = cursor.next()) {
            if (c == '\\') {
                escape(cursor, string);
            } else if (c == Cursor.END) {
                throw cursor.ended();
            } else if (c == '\n' || c == '\r') {
                throw cursor.broken("a line ends inside a string");
            } else {
                string.append((char) c);
            }
        }
        return string.toString();
    }

    private static void escape(Cursor cursor, StringBuilder string) {
        int c = cursor.next();
        switch (c) {
            case '\\', '\'', '"' -> string.append((char) c);
            case 'a' -> string.append('\u0007');
            case 'b' -> string.append('\b');
            case 'f' -> string.append('\f');
            case 'n' -> string.append('\n');
            case 'r' -> string.append('\r');
            case 't' -> string.append('\t');
            case 'v' -> string.append('\u000b');
            case '\n' -> {
                // A backslash at a line's end joins the lines.
            }
            case 'x' -> string.append((char) JsonText.hex(cursor, 2));
            case 'u' -> string.append((char) JsonText.hex(cursor, 4));
            case 'U' -> codePoint(cursor, string);
            case 'N' -> throw cursor.broken("a character by name in a string");
            case '0', '1', '2', '3', '4', '5', '6', '7' -> string.append(octal(cursor, c - '0'));
            case Cursor.END -> throw cursor.ended();
            // Python leaves an unknown escape as it is.
            default -> string.append('\\').append((char) c);
        }
    }

    private static void codePoint(Cursor cursor, StringBuilder string) {
        int codePoint = JsonText.hex(cursor, 8);
        if (!Character.isValidCodePoint(codePoint)) {
            throw cursor.broken("no such character");
        }
        string.appendCodePoint(codePoint);
    }

    private static char octal(Cursor cursor, int first) {
        int value = first;
        for (int i = 0; i < 2 && cursor.peek() >= '0' && cursor.peek() <= '7'; i++) {
            value = value * 8 + cursor.next() - '0';
        }
        return (char) value;
    }
}
