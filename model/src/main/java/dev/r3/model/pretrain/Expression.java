package dev.r3.model.pretrain;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An arithmetic expression of whole numbers whose every result is whole. */
sealed interface Expression {
    long value();

    /** With no parentheses that are not needed. */
    String text();

    /** Its calculations in the order in which they are done: {@code 5 * 2 = 10}. */
    List<String> steps();

    /** How strongly its outermost operator binds. */
    Binding binding();

    /** Weakest first. */
    enum Binding {
        SUM,
        PRODUCT,
        NUMBER
    }

    record Whole(long value) implements Expression {
        @Override
        public String text() {
            return Long.toString(value);
        }

        @Override
        public List<String> steps() {
            return List.of();
        }

        @Override
        public Binding binding() {
            return Binding.NUMBER;
        }
    }

    /**
     * Two expressions under an operator.
     *
     * @param value the result
     */
    record Operation(char operator, Expression left, Expression right, long value) implements Expression {
        public Operation {
            requireNonNull(left, "left is null");
            requireNonNull(right, "right is null");
        }

        @Override
        public Binding binding() {
            return operator == '+' || operator == '-' ? Binding.SUM : Binding.PRODUCT;
        }

        @Override
        public String text() {
            // The right side of - and / must bind stronger: a - (b + c).
            boolean strict = operator == '-' || operator == '/';
            boolean enclosed = strict
                    ? right.binding().compareTo(binding()) <= 0
                    : right.binding().compareTo(binding()) < 0;
            return within(left, left.binding().compareTo(binding()) < 0) + " " + operator + " "
                    + within(right, enclosed);
        }

        private static String within(Expression part, boolean enclosed) {
            return enclosed ? "(" + part.text() + ")" : part.text();
        }

        @Override
        public List<String> steps() {
            List<String> steps = new ArrayList<>(
                    Stream.concat(left.steps().stream(), right.steps().stream()).toList());
            steps.add(left.value() + " " + operator + " " + right.value() + " = " + value);
            return steps;
        }
    }

    static Expression of(long number) {
        return new Whole(number);
    }

    /** All whole results of two expressions, in the order + - * /. */
    static List<Expression> results(Expression left, Expression right) {
        long a = left.value();
        long b = right.value();
        List<Expression> results = new ArrayList<>(List.of(
                new Operation('+', left, right, a + b),
                new Operation('-', left, right, a - b),
                new Operation('*', left, right, Math.multiplyExact(a, b))));
        if (b != 0 && a % b == 0) {
            results.add(new Operation('/', left, right, a / b));
        }
        return results;
    }
}
