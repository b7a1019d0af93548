package dev.r3.verifiers.functioncalling.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.r3.verifiers.api.StepBudget;

/**
 * Reads JSON (RFC 8259) to the letter, and no object with one key twice. Of our own, because it must stop at a value's
 * end in the middle of a text, and tell a text that breaks from one that ends too early.
 */
public final class JsonText {

    private JsonText() {}

    /**
     * The value that is the whole text.
     *
     * @throws BrokenTextException if the text is not JSON or beyond a bound
     * @throws StepBudget.Exhausted if reading it takes more steps than the budget has
     */
    public static JsonNode parse(String text, StepBudget budget) {
        return parse(new Cursor(text, 0, text.length(), budget));
    }

    static JsonNode parse(Cursor cursor) {
        cursor.skipWhitespace();
        JsonNode value = value(cursor);
        cursor.skipWhitespace();
        if (cursor.peek() != Cursor.END) {
            throw cursor.unexpected("the end");
        }
        return value;
    }

    /** Reads the value that begins at the cursor. */
    static JsonNode value(Cursor cursor) {
        cursor.beginValue();
        int c = cursor.peek();
        if (c == '"') {
            return TextNode.valueOf(string(cursor));
        }
        if (c == '{') {
            return object(cursor);
        }
        if (c == '[') {
            return list(cursor);
        }
        if (c == '-' || NumberText.isDigit(c)) {
            return NumberText.json(cursor);
        }
        return switch (c) {
            case 't' -> word(cursor, "true", BooleanNode.TRUE);
            case 'f' -> word(cursor, "false", BooleanNode.FALSE);
            case 'n' -> word(cursor, "null", NullNode.instance);
            default -> throw cursor.unexpected("a JSON value");
        };
    }

    private static JsonNode word(Cursor cursor, String word, JsonNode value) {
        cursor.expect(word);
        return value;
    }

    private static ObjectNode object(Cursor cursor) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        cursor.expect('{');
        cursor.descend();
        cursor.skipWhitespace();
        if (!cursor.take('}')) {
            do {
                cursor.skipWhitespace();
                field(cursor, object);
                cursor.skipWhitespace();
            } while (cursor.take(','));
            cursor.expect('}');
        }
        cursor.ascend();
        return object;
    }

    private static void field(Cursor cursor, ObjectNode object) {
        if (cursor.peek() != '"') {
            throw cursor.unexpected("a key in double quotes");
        }
        String key = string(cursor);
        cursor.skipWhitespace();
        cursor.expect(':');
        cursor.skipWhitespace();
        if (object.putIfAbsent(key, value(cursor)) != null) {
            throw cursor.broken("the key " + Quotation.of(key) + " is given twice");
        }
    }

    private static ArrayNode list(Cursor cursor) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        cursor.expect('[');
        cursor.descend();
        cursor.skipWhitespace();
        if (!cursor.take(']')) {
            do {
                cursor.skipWhitespace();
                list.add(value(cursor));
                cursor.skipWhitespace();
            } while (cursor.take(','));
            cursor.expect(']');
        }
        cursor.ascend();
        return list;
    }

    private static String string(Cursor cursor) {
        cursor.expect('"');
        int start = cursor.position();
        int plainEnd = plainEnd(cursor);
        cursor.moveTo(plainEnd);
        if (cursor.take('"')) {
            return cursor.text().substring(start, plainEnd);
        }
        StringBuilder string = new StringBuilder(plainEnd - start + 32).append(cursor.text(), start, plainEnd);
        while (!cursor.take('"')) {
            int c = cursor.next();
            if (c == '\\') {
                string.append(escape(cursor));
            } else if (c == Cursor.END) {
                throw cursor.ended();
            } else if (c < ' ') {
                throw cursor.broken("a control character in a string");
            } else {
                string.append((char) c);
            }
        }
        return string.toString();
    }

    /** Where a string's run of characters that stand for themselves ends. */
    private static int plainEnd(Cursor cursor) {
        String text = cursor.text();
        int i = cursor.position();
        while (i < cursor.end() && text.charAt(i) != '"' && text.charAt(i) != '\\' && text.charAt(i) >= ' ') {
            i++;
        }
        return i;
    }

    private static char escape(Cursor cursor) {
        int c = cursor.next();
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) hex(cursor, 4);
            case Cursor.END -> throw cursor.ended();
            default -> throw cursor.broken("an unknown escape in a string");
        };
    }

    /** The number that so many hexadecimal digits write. */
    static int hex(Cursor cursor, int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int c = cursor.next();
            int digit = c == Cursor.END || c > 'f' ? -1 : Character.digit(c, 16);
            if (digit < 0) {
                throw c == Cursor.END ? cursor.ended() : cursor.broken("a wrong hexadecimal digit");
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
