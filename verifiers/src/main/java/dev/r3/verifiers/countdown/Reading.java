package dev.r3.verifiers.countdown;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One way to read an expression.
 *
 * @param value its exact value
 * @param numbers the given numbers in it, those of results that it takes among them, in ascending order
 */
record Reading(Rational value, List<Long> numbers) {
    Reading {
        numbers = List.copyOf(numbers);
    }

    static Reading of(long number) {
        return new Reading(Rational.of(number), List.of(number));
    }

    Reading negated() {
        return new Reading(value.negate(), numbers);
    }

    /** This and another one under one of {@code + - * /}; none where that divides by zero or takes too many numbers. */
    Optional<Reading> combined(char operator, Reading right) {
        boolean impossible = operator == '/' && right.value.isZero();
        if (impossible || numbers.size() + right.numbers.size() > CountdownTask.MAX_NUMBERS) {
            return Optional.empty();
        }
        List<Long> both = new ArrayList<>(numbers);
        both.addAll(right.numbers);
        Collections.sort(both);
        return Optional.of(new Reading(Arithmetic.apply(operator, value, right.value), both));
    }

    /** The numbers in ascending order, as {@link NumberUse} takes them. */
    long[] used() {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
