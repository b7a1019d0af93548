package dev.r3.model.template;

import java.math.BigInteger;

/** An integer; Python's have no bounds, these have at most {@value #MAX_BITS} bits. */
record WholeNumber(BigInteger value) implements Value {

    static final int MAX_BITS = 4096;

    WholeNumber {
        if (value.bitLength() > MAX_BITS) {
            throw new ValueException("an integer of more than " + MAX_BITS + " bits");
        }
    }

    static WholeNumber of(long value) {
        return new WholeNumber(BigInteger.valueOf(value));
    }

    @Override
    public String typeName() {
        return "integer";
    }
}
