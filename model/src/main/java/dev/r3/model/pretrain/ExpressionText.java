package dev.r3.model.pretrain;

import java.util.function.Supplier;

/** Reads the family's solutions: numbers, + - * / and parentheses. */
final class ExpressionText {
    private final String text;
    private int position;

    private ExpressionText(String text) {
        this.text = text;
    }

    /**
     * The expression of a text.
     *
     * @throws IllegalArgumentException if it is none, or a result isn't whole
     */
    static Expression parse(String text) {
        ExpressionText reader = new ExpressionText(text.replace(" ", ""));
        Expression expression = reader.sum();
        if (reader.position < reader.text.length()) {
            throw reader.unexpected();
        }
        return expression;
    }

    private Expression sum() {
        return chain("+-", this::product);
    }

    private Expression product() {
        return chain("*/", this::factor);
    }

    private Expression chain(String operators, Supplier<Expression> operand) {
        Expression left = operand.get();
        while (position < text.length() && operators.indexOf(text.charAt(position)) >= 0) {
            char operator = text.charAt(position++);
            left = apply(operator, left, operand.get());
        }
        return left;
    }

    private Expression apply(char operator, Expression left, Expression right) {
        return Expression.results(left, right).stream()
                .filter(result -> result instanceof Expression.Operation operation && operation.operator() == operator)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a result that isn't whole: " + text));
    }

    private Expression factor() {
        if (position < text.length() && text.charAt(position) == '(') {
            position++;
            Expression inner = sum();
            if (position == text.length() || text.charAt(position) != ')') {
                throw unexpected();
            }
            position++;
            return inner;
        }
        int start = position;
        while (position < text.length() && Character.isDigit(text.charAt(position))) {
            position++;
        }
        if (start == position) {
            throw unexpected();
        }
        return Expression.of(Long.parseLong(text.substring(start, position)));
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("no expression at %d: %s".formatted(position, text));
    }
}
