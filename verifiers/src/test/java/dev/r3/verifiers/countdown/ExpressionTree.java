package dev.r3.verifiers.countdown;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** An expression that tests make, write down and value on their own, without the code under test. */
sealed interface ExpressionTree {

    /** Numerator and denominator, neither in lowest terms nor with a sign in its place. */
    record Fraction(BigInteger numerator, BigInteger denominator) {
        boolean is(long value) {
            return numerator.equals(denominator.multiply(BigInteger.valueOf(value)));
        }
    }

    /** The value; none if something is divided by zero. */
    Optional<Fraction> value();

    /** The value if it is a whole number that a task can have as its target. */
    default Optional<Long> wholeValue() {
        return value().filter(value ->
                        value.numerator().mod(value.denominator().abs()).signum() == 0)
                .map(value -> value.numerator().divide(value.denominator()))
                .filter(value -> value.abs().compareTo(BigInteger.valueOf(CountdownTask.MAX_VALUE)) < 0)
                .map(BigInteger::longValueExact);
    }

    /** The text with parentheses around every operation. */
    String text();

    Stream<Long> numbers();

    record Leaf(long number) implements ExpressionTree {
        @Override
        public Optional<Fraction> value() {
            return Optional.of(new Fraction(BigInteger.valueOf(number), BigInteger.ONE));
        }

        @Override
        public String text() {
            return Long.toString(number);
        }

        @Override
        public Stream<Long> numbers() {
            return Stream.of(number);
        }
    }

    record Negated(ExpressionTree operand) implements ExpressionTree {
        @Override
        public Optional<Fraction> value() {
            return operand.value().map(value -> new Fraction(value.numerator().negate(), value.denominator()));
        }

        @Override
        public String text() {
            return "(-" + operand.text() + ")";
        }

        @Override
        public Stream<Long> numbers() {
            return operand.numbers();
        }
    }

    record Operation(char operator, ExpressionTree left, ExpressionTree right) implements ExpressionTree {
        @Override
        public Optional<Fraction> value() {
            return left.value().flatMap(a -> right.value().flatMap(b -> apply(a, b)));
        }

        private Optional<Fraction> apply(Fraction a, Fraction b) {
            BigInteger leftOver = a.numerator().multiply(b.denominator());
            BigInteger rightOver = b.numerator().multiply(a.denominator());
            BigInteger both = a.denominator().multiply(b.denominator());
            return switch (operator) {
                case '+' -> Optional.of(new Fraction(leftOver.add(rightOver), both));
                case '-' -> Optional.of(new Fraction(leftOver.subtract(rightOver), both));
                case '*' -> Optional.of(new Fraction(a.numerator().multiply(b.numerator()), both));
                default -> rightOver.signum() == 0 ? Optional.empty() : Optional.of(new Fraction(leftOver, rightOver));
            };
        }

        @Override
        public String text() {
            return "(" + left.text() + operator + right.text() + ")";
        }

        @Override
        public Stream<Long> numbers() {
            return Stream.concat(left.numbers(), right.numbers());
        }
    }

    /** A random tree over these numbers in their order. */
    static ExpressionTree over(List<Long> numbers, Random random) {
        ExpressionTree tree;
        if (numbers.size() == 1) {
            tree = new Leaf(numbers.get(0));
        } else {
            int split = 1 + random.nextInt(numbers.size() - 1);
            tree = new Operation(
                    "+-*/".charAt(random.nextInt(4)),
                    over(numbers.subList(0, split), random),
                    over(numbers.subList(split, numbers.size()), random));
        }
        return random.nextInt(12) == 0 ? new Negated(tree) : tree;
    }
}
