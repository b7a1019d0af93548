package dev.r3.verifiers.countdown;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A parsed answer: an expression in postfix order and what stands after its equals sign.
 *
 * @param postfix {@link #NUMBER} takes the next of {@code numbers}; {@code + - * /} and {@link #NEGATE} work on the stack
 * @param numbers the whole numbers of the expression in the order of the text
 * @param claimed the number after {@code =}, if there is an equals sign
 */
// Arrays, since a verdict takes a microsecond; an equation never leaves its verdict.
@SuppressWarnings("ArrayRecordComponent")
record Equation(char[] postfix, long[] numbers, OptionalLong claimed) {

    static final char NUMBER = 'n';
    static final char NEGATE = '~';

    long[] sortedNumbers() {
        long[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
