package dev.r3.model.check;

import java.util.Optional;

/** Keeps the largest difference of one group and the first beyond the tolerance. */
final class CloseTally {
    private final String name;
    private final double tolerance;
    private long compared;
    private double largest;
    private Optional<String> firstMismatch = Optional.empty();

    /**
     * @param tolerance the largest absolute difference that passes
     */
    CloseTally(String name, double tolerance) {
        this.name = name;
        this.tolerance = tolerance;
    }

    /**
     * @param index of the number at the place
     */
    void compare(String place, int index, double expected, double found) {
        compared++;
        double difference = Math.abs(expected - found);
        if (!Double.isFinite(difference)) {
            difference = Double.POSITIVE_INFINITY;
        }
        largest = Math.max(largest, difference);
        if (difference > tolerance && firstMismatch.isEmpty()) {
            firstMismatch = Optional.of(place + ", number " + index + ": expected " + expected + ", found " + found);
        }
    }

    void compare(String place, float[] expected, float[] found) {
        if (expected.length != found.length) {
            throw new IllegalArgumentException(expected.length + " numbers against " + found.length + " at " + place);
        }
        for (int i = 0; i < expected.length; i++) {
            compare(place, i, expected[i], found[i]);
        }
    }

    CheckGroup result() {
        return new CheckGroup.Close(name, compared, largest, tolerance, firstMismatch);
    }
}
