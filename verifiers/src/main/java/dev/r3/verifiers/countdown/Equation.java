package dev.r3.verifiers.countdown;

import java.util.Arrays;
import java.util.OptionalLong;

/** A parsed answer: an expression in postfix order and what stands after its equals sign. Its arrays are never changed. */
final class Equation {

    static final char NUMBER = 'n';
    static final char NEGATE = '~';

    private final char[] postfix;
    private final long[] numbers;
    private final OptionalLong claimed;

    Equation(char[] postfix, long[] numbers, OptionalLong claimed) {
        this.postfix = postfix;
        this.numbers = numbers;
        this.claimed = claimed;
    }

    /** {@link #NUMBER} takes the next of {@link #numbers}; {@code + - * /} and {@link #NEGATE} work on the stack. */
    char[] postfix() {
        return postfix;
    }

    /** The whole numbers of the expression in the order of the text. */
    long[] numbers() {
        return numbers;
    }

    long[] sortedNumbers() {
        long[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** The number after the equals sign, if there is one. */
    OptionalLong claimed() {
        return claimed;
    }
}
