package dev.r3.verifiers.countdown;

import dev.r3.verifiers.answer.Span;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Reads an equation by recursive descent:
 *
 * <pre>
 * equation   = sum [ "=" [ "-" ] integer ]
 * sum        = product { ( "+" | "-" ) product }
 * product    = factor { ( "*" | "/" ) factor }
 * factor     = "-" factor | "(" sum ")" | integer
 * integer    = digit { digit }            at most 18 digits
 * </pre>
 *
 * where {@code ×} is {@code *}, {@code ÷} is {@code /} and {@code −} is {@code -}; spaces, tabs and line ends may stand
 * between any two symbols. Length and depth are bounded, so that neither time nor the call stack depends on the text.
 */
final class EquationParser {

    static final int MAX_LENGTH = 10_000;
    static final int MAX_DEPTH = 100;
    static final int MAX_DIGITS = 18;

    private static final char END = '\0';

    private final String text;
    private final int end;
    private int position;
    private int depth;

    private char[] postfix = new char[16];
    private int postfixSize;
    private long[] numbers = new long[8];
    private int numberCount;

    private EquationParser(String text, Span span) {
        this.text = text;
        this.position = span.start();
        this.end = span.end();
    }

    /** The equation that a part of a text is. */
    static Equation parse(String text, Span span) throws InvalidEquationException {
        if (span.length() > MAX_LENGTH) {
            throw new InvalidEquationException("the answer has more than " + MAX_LENGTH + " characters");
        }
        return new EquationParser(text, span).equation();
    }

    private Equation equation() throws InvalidEquationException {
        if (next() == END && position == end) {
            throw new InvalidEquationException("the answer is empty");
        }
        sum();
        OptionalLong claimed = OptionalLong.empty();
        if (next() == '=') {
            position++;
            claimed = OptionalLong.of(claim());
        }
        next();
        if (position < end) {
            throw unexpected("an operator or the end");
        }
        return new Equation(Arrays.copyOf(postfix, postfixSize), Arrays.copyOf(numbers, numberCount), claimed);
    }

    private long claim() throws InvalidEquationException {
        if (next() == '-') {
            position++;
            next();
            return -integer();
        }
        return integer();
    }

    private void sum() throws InvalidEquationException {
        product();
        for (char operator = next(); operator == '+' || operator == '-'; operator = next()) {
            position++;
            product();
            emit(operator);
        }
    }

    private void product() throws InvalidEquationException {
        factor();
        for (char operator = next(); operator == '*' || operator == '/'; operator = next()) {
            position++;
            factor();
            emit(operator);
        }
    }

    private void factor() throws InvalidEquationException {
        if (++depth > MAX_DEPTH) {
            throw new InvalidEquationException("the answer nests deeper than " + MAX_DEPTH);
        }
        switch (next()) {
            case '-' -> {
                position++;
                factor();
                emit(Equation.NEGATE);
            }
            case '(' -> {
                position++;
                sum();
                if (next() != ')') {
                    throw unexpected("an operator or a closing parenthesis");
                }
                position++;
            }
            default -> addNumber(integer());
        }
        depth--;
    }

    private long integer() throws InvalidEquationException {
        int start = position;
        long value = 0;
        while (position < end && isDigit(text.charAt(position))) {
            if (position - start == MAX_DIGITS) {
                throw new InvalidEquationException("a number has more than " + MAX_DIGITS + " digits");
            }
            value = 10 * value + (text.charAt(position) - '0');
            position++;
        }
        if (position == start) {
            throw unexpected("a number");
        }
        return value;
    }

    /** Skips white space and looks at the next symbol; {@link #END} at the end (and for a NUL, which nothing takes). */
    private char next() {
        while (position < end && isSpace(text.charAt(position))) {
            position++;
        }
        return position < end ? plain(text.charAt(position)) : END;
    }

    private static char plain(char symbol) {
        return switch (symbol) {
            case '×' -> '*';
            case '÷' -> '/';
            case '−' -> '-';
            default -> symbol;
        };
    }

    private static boolean isSpace(char symbol) {
        return symbol == ' ' || symbol == '\n' || symbol == '\t' || symbol == '\r';
    }

    private static boolean isDigit(char symbol) {
        return symbol >= '0' && symbol <= '9';
    }

    private void emit(char operator) {
        if (postfixSize == postfix.length) {
            postfix = Arrays.copyOf(postfix, 2 * postfixSize);
        }
        postfix[postfixSize++] = operator;
    }

    private void addNumber(long number) {
        if (numberCount == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * numberCount);
        }
        numbers[numberCount++] = number;
        emit(Equation.NUMBER);
    }

    private InvalidEquationException unexpected(String expected) {
        if (position >= end) {
            return new InvalidEquationException("the answer ends where " + expected + " is expected");
        }
        char symbol = text.charAt(position);
        String shown = symbol > ' ' && symbol <= '~' ? "'" + symbol + "'" : "character " + (int) symbol;
        return new InvalidEquationException(shown + " stands where " + expected + " is expected");
    }
}
