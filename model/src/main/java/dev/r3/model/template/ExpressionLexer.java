package dev.r3.model.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads the tokens within a tag. */
final class ExpressionLexer {

    /** Longer ones first, so that they are found first. */
    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "[", "]", "(", ")", "{", "}", "<", ">",
            "=", ".", ":", "|", ",");

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final Source source;
    private final List<Token> tokens;
    private final Deque<Character> open = new ArrayDeque<>();

    ExpressionLexer(Source source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    boolean isInBrackets() {
        return !open.isEmpty();
    }

    void readToken() {
        char first = source.peek(0);
        if (first == '\'' || first == '"') {
            int line = source.line();
            tokens.add(new Token(Token.Kind.STRING, StringLiteral.read(source), line));
        } else if (isDigit(first)) {
            readNumber();
        } else if (isNamePart(first)) {
            int length = 1;
            while (isNamePart(source.peek(length))) {
                length++;
            }
            add(Token.Kind.NAME, length);
        } else {
            readOperator();
        }
    }

    private void readNumber() {
        int length = digits(0);
        Token.Kind kind = Token.Kind.INTEGER;
        if (source.peek(length) == '.' && isDigit(source.peek(length + 1))) {
            length = digits(length + 1);
            kind = Token.Kind.FLOAT;
        }
        if (source.peek(length) == 'e' || source.peek(length) == 'E') {
            boolean isSigned = source.peek(length + 1) == '-' || source.peek(length + 1) == '+';
            int from = length + (isSigned ? 2 : 1);
            if (isDigit(source.peek(from))) {
                length = digits(from);
                kind = Token.Kind.FLOAT;
            }
        }
        if (isNamePart(source.peek(length))) {
            throw source.error("a number of an unsupported form");
        }
        add(kind, length);
    }

    private int digits(int from) {
        int end = from;
        while (isDigit(source.peek(end))) {
            end++;
        }
        return end;
    }

    private void readOperator() {
        String operator = OPERATORS.stream()
                .filter(source::startsWith)
                .findFirst()
                .orElseThrow(() -> source.error("an unexpected '" + source.peek(0) + "'"));
        char symbol = operator.charAt(0);
        if (OPENING.indexOf(symbol) >= 0) {
            open.push(CLOSING.charAt(OPENING.indexOf(symbol)));
        } else if (CLOSING.indexOf(symbol) >= 0 && (open.isEmpty() || open.pop() != symbol)) {
            throw source.error("an unexpected '" + symbol + "'");
        }
        add(Token.Kind.OPERATOR, operator.length());
    }

    private void add(Token.Kind kind, int length) {
        int line = source.line();
        tokens.add(new Token(kind, source.takeCount(length), line));
    }

    private static boolean isDigit(char unit) {
        return unit >= '0' && unit <= '9';
    }

    private static boolean isNamePart(char unit) {
        return unit == '_' || Character.isLetterOrDigit(unit);
    }
}
