package dev.r3.verifiers.functioncalling.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Reads Python's literals as JSON values: strings, decimal numbers, {@code True}, {@code False}, {@code None}, lists,
 * tuples (as lists) and dictionaries with strings as keys, none of them twice.
 */
final class PythonLiteral {

    private PythonLiteral() {}

    /** Reads the literal that begins at the cursor. */
    static JsonNode value(Cursor cursor) {
        cursor.beginValue();
        int c = cursor.peek();
        if (c == '"' || c == '\'') {
            return TextNode.valueOf(PythonString.read(cursor));
        }
        if (NumberText.isDigit(c) || c == '-' || c == '+' || c == '.') {
            return NumberText.python(cursor);
        }
        return switch (c) {
            case '[' -> list(cursor);
            case '(' -> tuple(cursor);
            case '{' -> dictionary(cursor);
            case 'T' -> word(cursor, "True", BooleanNode.TRUE);
            case 'F' -> word(cursor, "False", BooleanNode.FALSE);
            case 'N' -> word(cursor, "None", NullNode.instance);
            default -> throw cursor.unexpected("a literal value");
        };
    }

    private static JsonNode word(Cursor cursor, String word, JsonNode value) {
        cursor.expect(word);
        if (PythonCalls.isNamePart(cursor.peek())) {
            throw cursor.broken("a name is no literal value");
        }
        return value;
    }

    private static ArrayNode list(Cursor cursor) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        open(cursor, '[');
        while (!cursor.take(']')) {
            list.add(value(cursor));
            separate(cursor, ']');
        }
        cursor.ascend();
        return list;
    }

    /** A tuple, or the value itself when it merely stands in parentheses. */
    private static JsonNode tuple(Cursor cursor) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        open(cursor, '(');
        boolean comma = false;
        while (!cursor.take(')')) {
            items.add(value(cursor));
            comma |= separate(cursor, ')');
        }
        cursor.ascend();
        return items.size() == 1 && !comma ? items.get(0) : items;
    }

    private static ObjectNode dictionary(Cursor cursor) {
        ObjectNode dictionary = JsonNodeFactory.instance.objectNode();
        open(cursor, '{');
        while (!cursor.take('}')) {
            int c = cursor.peek();
            if (c != '"' && c != '\'') {
                throw cursor.unexpected("a string as key");
            }
            String key = PythonString.read(cursor);
            cursor.skipWhitespace();
            cursor.expect(':');
            cursor.skipWhitespace();
            if (dictionary.putIfAbsent(key, value(cursor)) != null) {
                throw cursor.broken("the key " + Quotation.of(key) + " is given twice");
            }
            separate(cursor, '}');
        }
        cursor.ascend();
        return dictionary;
    }

    private static void open(Cursor cursor, char bracket) {
        cursor.expect(bracket);
        cursor.descend();
        cursor.skipWhitespace();
    }

    /** Passes the comma after an item, which only the last one may lack; says whether there was one. */
    private static boolean separate(Cursor cursor, char close) {
        cursor.skipWhitespace();
        boolean comma = cursor.take(',');
        if (comma) {
            cursor.skipWhitespace();
        } else if (cursor.peek() != close) {
            throw cursor.unexpected("',' or '" + close + "'");
        }
        return comma;
    }
}
