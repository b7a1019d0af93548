package dev.r3.activities.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A share in [0, 1] as an exact decimal: 0.1 is a tenth, not the double next to it. */
public record Share(@JsonValue BigDecimal value) {

    public static final Share NONE = new Share(BigDecimal.ZERO);
    public static final Share ALL = new Share(BigDecimal.ONE);

    @JsonCreator
    public Share {
        if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("share is not in [0, 1]: " + value);
        }
    }

    /** A share written as a decimal, e.g. {@code 0.05}. */
    public static Share of(String decimal) {
        return new Share(new BigDecimal(decimal));
    }

    /** The decimal that a number of a spec is written as. */
    static Share ofDecimal(double value) {
        return new Share(BigDecimal.valueOf(value));
    }

    /** This share and another together, at most 1. */
    Share plus(Share other) {
        return new Share(value.add(other.value));
    }

    /** Whether {@code part} of {@code whole} is at least this share; of nothing every share is reached. */
    boolean isReachedBy(long part, long whole) {
        return compare(part, whole) >= 0;
    }

    /** Whether {@code part} of {@code whole} is more than this share. */
    boolean isExceededBy(long part, long whole) {
        return compare(part, whole) > 0;
    }

    /** This share of 2^{@code bits}, rounded down. */
    long ofPowerOfTwo(int bits) {
        return value.multiply(new BigDecimal(BigInteger.TWO.pow(bits)))
                .toBigInteger()
                .longValueExact();
    }

    private int compare(long part, long whole) {
        return BigDecimal.valueOf(part).compareTo(value.multiply(BigDecimal.valueOf(whole)));
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
