package dev.r3.verifiers.functioncalling.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Reads numbers as JSON and Python write them: digits, a fraction, an exponent. */
final class NumberText {

    /** Longs of this many characters need no check for overflow. */
    private static final int LONG_LENGTH = 18;

    private NumberText() {}

    /** Reads a number of JSON's grammar. */
    static JsonNode json(Cursor cursor) {
        int start = cursor.position();
        cursor.take('-');
        requireWhole(cursor);
        boolean integral = true;
        if (cursor.take('.')) {
            integral = false;
            requireDigits(cursor);
        }
        integral &= !exponent(cursor);
        return value(cursor, start, integral);
    }

    /** Reads a decimal number of Python's grammar with its sign; unlike JSON's it may begin or end with the point. */
    static JsonNode python(Cursor cursor) {
        cursor.take('+');
        int start = cursor.position();
        cursor.take('-');
        boolean integral = true;
        if (cursor.peek() != '.') {
            requireWhole(cursor);
            if (cursor.take('.')) {
                integral = false;
                digits(cursor);
            }
        } else {
            cursor.next();
            integral = false;
            requireDigits(cursor);
        }
        integral &= !exponent(cursor);
        return value(cursor, start, integral);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static void requireWhole(Cursor cursor) {
        if (cursor.take('0')) {
            if (isDigit(cursor.peek())) {
                throw cursor.broken("a number begins with 0");
            }
        } else {
            requireDigits(cursor);
        }
    }

    private static boolean exponent(Cursor cursor) {
        if (!cursor.take('e') && !cursor.take('E')) {
            return false;
        }
        if (!cursor.take('+')) {
            cursor.take('-');
        }
        requireDigits(cursor);
        return true;
    }

    private static void requireDigits(Cursor cursor) {
        if (digits(cursor) == 0) {
            throw cursor.unexpected("a digit");
        }
    }

    private static int digits(Cursor cursor) {
        String text = cursor.text();
        int start = cursor.position();
        int i = start;
        while (i < cursor.end() && isDigit(text.charAt(i))) {
            i++;
        }
        cursor.moveTo(i);
        return i - start;
    }

    private static JsonNode value(Cursor cursor, int start, boolean integral) {
        int length = cursor.position() - start;
        if (length > Bounds.NUMBER_LENGTH) {
            throw cursor.beyond("has a number of more than " + Bounds.NUMBER_LENGTH + " characters");
        }
        if (length > LONG_LENGTH) {
            cursor.beginLongNumber(length);
        }
        String text = cursor.text().substring(start, cursor.position());
        if (!integral) {
            requireExponent(cursor, text);
            return DecimalNode.valueOf(new BigDecimal(text));
        }
        if (length > LONG_LENGTH) {
            return JsonNodeFactory.instance.numberNode(new BigInteger(text));
        }
        long value = Long.parseLong(text);
        return value == (int) value
                ? JsonNodeFactory.instance.numberNode((int) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    private static void requireExponent(Cursor cursor, String number) {
        int e = Math.max(number.indexOf('e'), number.indexOf('E'));
        int exponent = 0;
        for (int i = e + 1; e >= 0 && i < number.length(); i++) {
            if (isDigit(number.charAt(i))) {
                exponent = exponent * 10 + number.charAt(i) - '0';
            }
            if (exponent > Bounds.EXPONENT) {
                throw cursor.beyond("has a number with an exponent beyond " + Bounds.EXPONENT);
            }
        }
    }
}
