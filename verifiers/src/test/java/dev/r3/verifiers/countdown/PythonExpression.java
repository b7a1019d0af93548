package dev.r3.verifiers.countdown;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Python's {@code eval} gives for a text of digits, points, parentheses and {@code + - * /}: whole numbers are
 * exact, the others are floats, {@code **} and {@code //} are operators.
 */
final class PythonExpression {

    private static final Pattern TOKEN =
            Pattern.compile("[ \\t\\f]*(\\d+\\.\\d*|\\.\\d+|\\d+|\\*\\*|//|[-+*/()])[ \\t\\f]*");

    /** Python raises: a syntax, type, value or arithmetic error. */
    private static final class Raised extends Exception {
        private static final long serialVersionUID = 1;
    }

    private final List<String> tokens;
    private int next;

    private PythonExpression(List<String> tokens) {
        this.tokens = tokens;
    }

    /** How far the value is from a target; none if Python raises an error. */
    static OptionalDouble distance(String text, long target) {
        try {
            Number distance = apply("-", evaluate(text), BigInteger.valueOf(target));
            return OptionalDouble.of(Math.abs(distance.doubleValue()));
        } catch (Raised e) {
            return OptionalDouble.empty();
        }
    }

    /** The value as a float; none if Python raises an error. */
    static OptionalDouble value(String text) {
        try {
            return OptionalDouble.of(evaluate(text).doubleValue());
        } catch (Raised e) {
            return OptionalDouble.empty();
        }
    }

    private static Number evaluate(String text) throws Raised {
        PythonExpression expression = new PythonExpression(tokens(text));
        Number value = expression.sum();
        if (!expression.peek().isEmpty()) {
            throw new Raised();
        }
        return value;
    }

    private static List<String> tokens(String text) throws Raised {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int position = 0;
        while (position < text.length()) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw new Raised();
            }
            tokens.add(matcher.group(1));
            position = matcher.end();
        }
        return tokens;
    }

    /** The next token; empty at the end. */
    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private boolean take(String token) {
        boolean taken = token.equals(peek());
        next += taken ? 1 : 0;
        return taken;
    }

    private Number sum() throws Raised {
        Number value = product();
        for (String operator = peek(); operator.equals("+") || operator.equals("-"); operator = peek()) {
            next++;
            value = apply(operator, value, product());
        }
        return value;
    }

    private Number product() throws Raised {
        Number value = signed();
        for (String operator = peek(); List.of("*", "/", "//").contains(operator); operator = peek()) {
            next++;
            value = apply(operator, value, signed());
        }
        return value;
    }

    private Number signed() throws Raised {
        if (take("-")) {
            return apply("-", BigInteger.ZERO, signed());
        }
        return take("+") ? signed() : power();
    }

    private Number power() throws Raised {
        Number base = atom();
        return take("**") ? apply("**", base, signed()) : base;
    }

    private Number atom() throws Raised {
        String token = peek();
        next++;
        if (token.equals("(")) {
            Number value = sum();
            if (!take(")")) {
                throw new Raised();
            }
            return value;
        }
        if (!token.matches("[0-9.]+")) {
            throw new Raised();
        }
        if (token.contains(".")) {
            return Double.valueOf(token);
        }
        boolean leadingZero = token.startsWith("0") && !token.matches("0+");
        if (leadingZero) {
            throw new Raised();
        }
        return new BigInteger(token);
    }

    private static Number apply(String operator, Number left, Number right) throws Raised {
        if (left instanceof BigInteger a && right instanceof BigInteger b) {
            return applyToWhole(operator, a, b);
        }
        double a = left.doubleValue();
        double b = right.doubleValue();
        if (b == 0 && operator.contains("/")) {
            throw new Raised();
        }
        double value = switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> Math.floor(a / b);
            default -> Math.pow(a, b);
        };
        if (Double.isNaN(value)) {
            throw new Raised();
        }
        return value;
    }

    private static Number applyToWhole(String operator, BigInteger a, BigInteger b) throws Raised {
        if (b.signum() == 0 && operator.contains("/")) {
            throw new Raised();
        }
        return switch (operator) {
            case "+" -> a.add(b);
            case "-" -> a.subtract(b);
            case "*" -> a.multiply(b);
            case "/" ->
                new BigDecimal(a)
                        .divide(new BigDecimal(b), MathContext.DECIMAL128)
                        .doubleValue();
            case "//" -> floor(a, b);
            default -> wholePower(a, b);
        };
    }

    private static BigInteger floor(BigInteger a, BigInteger b) {
        BigInteger[] parts = a.divideAndRemainder(b);
        boolean below = parts[1].signum() != 0 && parts[1].signum() != b.signum();
        return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static Number wholePower(BigInteger a, BigInteger b) throws Raised {
        if (b.signum() < 0) {
            return apply("**", a.doubleValue(), b.doubleValue());
        }
        // Where Python would go on for hours, nothing near a target comes out.
        if (b.bitLength() > 10 && a.abs().bitLength() > 1) {
            throw new Raised();
        }
        return a.abs().bitLength() <= 1 && b.bitLength() > 10
                ? a.abs().multiply(b.testBit(0) && a.signum() < 0 ? BigInteger.ONE.negate() : BigInteger.ONE)
                : a.pow(b.intValueExact());
    }
}
