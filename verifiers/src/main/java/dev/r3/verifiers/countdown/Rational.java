package dev.r3.verifiers.countdown;

import java.math.BigInteger;

/**
 * An exact fraction in lowest terms.
 *
 * @param denominator positive
 */
record Rational(BigInteger numerator, BigInteger denominator) {

    Rational {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("denominator is not positive: " + denominator);
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (!divisor.equals(BigInteger.ONE)) {
            numerator = numerator.divide(divisor);
            denominator = denominator.divide(divisor);
        }
    }

    static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Rational negate() {
        return new Rational(numerator.negate(), denominator);
    }

    Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    boolean isZero() {
        return numerator.signum() == 0;
    }

    boolean isWhole() {
        return denominator.equals(BigInteger.ONE);
    }

    /** One over this, which is not zero. */
    Rational inverse() {
        return numerator.signum() < 0
                ? new Rational(denominator.negate(), numerator.negate())
                : new Rational(denominator, numerator);
    }

    /** A whole number or a fraction like {@code 7/2}. */
    @Override
    public String toString() {
        return isWhole() ? numerator.toString() : numerator + "/" + denominator;
    }
}
