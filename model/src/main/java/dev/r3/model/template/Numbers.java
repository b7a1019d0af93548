package dev.r3.model.template;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as Python has them: integers without overflow, floats, and booleans as 0 and 1. */
final class Numbers {

    private Numbers() {}

    static boolean isNumber(Value value) {
        return value instanceof WholeNumber || value instanceof RealNumber || value instanceof Bool;
    }

    static boolean isWhole(Value value) {
        return value instanceof WholeNumber || value instanceof Bool;
    }

    static BigInteger whole(Value value) {
        if (value instanceof Bool bool) {
            return bool == Bool.TRUE ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (value instanceof WholeNumber number) {
            return number.value();
        }
        throw new ValueException("an integer is needed, not a " + value.typeName());
    }

    /** A whole number as a position or width; what is out of an int's range becomes its end. */
    static int position(Value value) {
        return whole(value)
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .max(BigInteger.valueOf(-Integer.MAX_VALUE))
                .intValue();
    }

    static double real(Value value) {
        if (value instanceof RealNumber number) {
            return number.value();
        }
        double real = whole(value).doubleValue();
        if (Double.isInfinite(real)) {
            throw new ValueException("the integer is too large for a float");
        }
        return real;
    }

    static boolean equal(Value left, Value right) {
        if (isWhole(left) && isWhole(right)) {
            return whole(left).equals(whole(right));
        }
        if (isNotFinite(left) || isNotFinite(right)) {
            return left instanceof RealNumber first
                    && right instanceof RealNumber second
                    && first.value() == second.value();
        }
        return exact(left).compareTo(exact(right)) == 0;
    }

    static boolean isNotFinite(Value value) {
        return value instanceof RealNumber number && !Double.isFinite(number.value());
    }

    /** Below, equal or above zero; both are numbers and none is NaN. */
    static int compare(Value left, Value right) {
        if (isNotFinite(left) || isNotFinite(right)) {
            return Double.compare(clamped(left), clamped(right));
        }
        return exact(left).compareTo(exact(right));
    }

    private static double clamped(Value value) {
        return value instanceof RealNumber number
                ? number.value()
                : whole(value).doubleValue();
    }

    private static BigDecimal exact(Value value) {
        return value instanceof RealNumber number ? new BigDecimal(number.value()) : new BigDecimal(whole(value));
    }
}
