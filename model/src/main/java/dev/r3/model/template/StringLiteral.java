package dev.r3.model.template;

/** A string in quotes, with the escapes of Python's. */
final class StringLiteral {

    private StringLiteral() {}

    /** The text that the literal stands for; the source is past it then. */
    static String read(Source source) {
        int line = source.line();
        char quote = source.peek(0);
        source.takeCount(1);
        StringBuilder text = new StringBuilder();
        while (source.peek(0) != quote) {
            if (source.isAtEnd()) {
                throw new TemplateSyntaxException(line, "a string without its end");
            }
            char unit = source.takeCount(1).charAt(0);
            if (unit == '\\') {
                readEscape(source, text);
            } else {
                text.append(unit);
            }
        }
        source.takeCount(1);
        return text.toString();
    }

    private static void readEscape(Source source, StringBuilder text) {
        if (source.isAtEnd()) {
            return;
        }
        char escape = source.takeCount(1).charAt(0);
        switch (escape) {
            case '\n' -> {}
            case '\\', '\'', '"' -> text.append(escape);
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'a' -> text.append('\u0007');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'v' -> text.append('\u000b');
            case 'x' -> text.appendCodePoint(hexadecimal(source, 2));
            case 'u' -> text.appendCodePoint(hexadecimal(source, 4));
            case 'U' -> text.appendCodePoint(hexadecimal(source, 8));
            case 'N', '0', '1', '2', '3', '4', '5', '6', '7' ->
                throw source.error("the escape \\" + escape + " is not supported");
            // Python keeps the backslash of what is no escape.
            default -> text.append('\\').append(escape);
        }
    }

    private static int hexadecimal(Source source, int digits) {
        int point = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(source.peek(0), 16);
            if (digit < 0 || source.isAtEnd() || point > Character.MAX_CODE_POINT >> 4) {
                throw source.error("an escape that is no character");
            }
            point = point * 16 + digit;
            source.takeCount(1);
        }
        if (!Character.isValidCodePoint(point)) {
            throw source.error("an escape that is no character");
        }
        return point;
    }
}
