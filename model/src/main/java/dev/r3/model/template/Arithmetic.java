package dev.r3.model.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The operators {@code + - * / // %} on numbers, texts and lists. */
final class Arithmetic {

    private Arithmetic() {}

    static Value add(Value left, Value right, Budget budget) {
        if (left instanceof Text first && right instanceof Text second) {
            budget.checkLength(first.value().length() + (long) second.value().length());
            return budget.text(first.value() + second.value());
        }
        if (left instanceof Sequence first && right instanceof Sequence second && canJoin(first, second)) {
            budget.charge(first.items().size() + (long) second.items().size());
            List<Value> items = new ArrayList<>(first.items());
            items.addAll(second.items());
            return Sequence.of(first.kind(), items);
        }
        requireNumbers("+", left, right);
        return areWhole(left, right)
                ? new WholeNumber(Numbers.whole(left).add(Numbers.whole(right)))
                : new RealNumber(Numbers.real(left) + Numbers.real(right));
    }

    private static boolean canJoin(Sequence left, Sequence right) {
        return left.kind() == right.kind() && (left.kind() == Sequence.Kind.LIST || left.kind() == Sequence.Kind.TUPLE);
    }

    static Value subtract(Value left, Value right) {
        requireNumbers("-", left, right);
        return areWhole(left, right)
                ? new WholeNumber(Numbers.whole(left).subtract(Numbers.whole(right)))
                : new RealNumber(Numbers.real(left) - Numbers.real(right));
    }

    static Value multiply(Value left, Value right, Budget budget) {
        if (left instanceof Text text && Numbers.isWhole(right)) {
            return repeat(text.value(), right, budget);
        }
        if (right instanceof Text text && Numbers.isWhole(left)) {
            return repeat(text.value(), left, budget);
        }
        requireNumbers("*", left, right);
        return areWhole(left, right)
                ? new WholeNumber(Numbers.whole(left).multiply(Numbers.whole(right)))
                : new RealNumber(Numbers.real(left) * Numbers.real(right));
    }

    private static Text repeat(String text, Value times, Budget budget) {
        int count = Math.max(0, Numbers.position(times));
        budget.checkLength(text.length() * (long) count);
        return budget.text(text.repeat(count));
    }

    static Value divide(Value left, Value right) {
        requireNumbers("/", left, right);
        requireNonZero(right);
        return new RealNumber(Numbers.real(left) / Numbers.real(right));
    }

    static Value floorDivide(Value left, Value right) {
        requireNumbers("//", left, right);
        requireNonZero(right);
        if (!areWhole(left, right)) {
            return new RealNumber(Math.floor(Numbers.real(left) / Numbers.real(right)));
        }
        BigInteger[] parts = Numbers.whole(left).divideAndRemainder(Numbers.whole(right));
        boolean roundsDown = parts[1].signum() != 0
                && parts[1].signum() != Numbers.whole(right).signum();
        return new WholeNumber(roundsDown ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    /** The remainder with the sign of the divisor. */
    static Value modulo(Value left, Value right) {
        if (left instanceof Text) {
            throw new ValueException("formatting a string with % is not supported");
        }
        requireNumbers("%", left, right);
        requireNonZero(right);
        if (areWhole(left, right)) {
            BigInteger divisor = Numbers.whole(right);
            BigInteger rest = Numbers.whole(left).mod(divisor.abs());
            return new WholeNumber(divisor.signum() < 0 && rest.signum() != 0 ? rest.add(divisor) : rest);
        }
        double divisor = Numbers.real(right);
        double rest = Numbers.real(left) % divisor;
        if (rest == 0) {
            return new RealNumber(Math.copySign(0, divisor));
        }
        return new RealNumber((rest < 0) != (divisor < 0) ? rest + divisor : rest);
    }

    static Value negate(Value value) {
        if (value instanceof RealNumber number) {
            return new RealNumber(-number.value());
        }
        requireDefined(value);
        return new WholeNumber(Numbers.whole(value).negate());
    }

    private static boolean areWhole(Value left, Value right) {
        return Numbers.isWhole(left) && Numbers.isWhole(right);
    }

    private static void requireNumbers(String operator, Value left, Value right) {
        requireDefined(left);
        requireDefined(right);
        if (!Numbers.isNumber(left) || !Numbers.isNumber(right)) {
            throw new ValueException(operator + " does not work on " + left.typeName() + " and " + right.typeName());
        }
    }

    private static void requireDefined(Value value) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
    }

    private static void requireNonZero(Value divisor) {
        if (!Truth.of(divisor)) {
            throw new ValueException("division by zero");
        }
    }
}
