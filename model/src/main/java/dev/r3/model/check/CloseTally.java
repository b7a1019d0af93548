package dev.r3.model.check;

import dev.r3.model.check.CheckGroup.Measure;
import java.util.Optional;

/** Keeps the largest difference of one group and the first beyond the tolerance. */
final class CloseTally {
    private final String name;
    private final Measure measure;
    private final double tolerance;
    private long compared;
    private long misses;
    private double largest;
    private Optional<String> firstMismatch = Optional.empty();

    /**
     * @param tolerance the largest difference that passes
     */
    CloseTally(String name, Measure measure, double tolerance) {
        this.name = name;
        this.measure = measure;
        this.tolerance = tolerance;
    }

    static CloseTally absolute(String name, double tolerance) {
        return new CloseTally(name, Measure.ABSOLUTE, tolerance);
    }

    /**
     * @param index of the number at the place
     */
    void compare(String place, int index, double expected, double found) {
        compare(place + ", number " + index, expected, found);
    }

    void compare(String place, double expected, double found) {
        add(place, measure.of(Math.abs(expected - found), expected), "expected " + expected + ", found " + found);
    }

    /** Compares a number with what rounding leaves open of the one that was found. */
    void compare(String place, double expected, double lowest, double highest) {
        double difference = Math.max(0, Math.max(lowest - expected, expected - highest));
        add(
                place,
                measure.of(difference, expected),
                "expected " + expected + ", found from " + lowest + " to " + highest);
    }

    /**
     * Compares two vectors by how far they are apart.
     *
     * @param length what a relative distance is measured by
     */
    void compareDistance(String place, double distance, double length) {
        add(
                place,
                measure.of(distance, length),
                "expected a vector of norm " + length + ", found one " + distance + " away");
    }

    void compare(String place, float[] expected, float[] found) {
        requireSameLength(place, expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            compare(place, i, expected[i], found[i]);
        }
    }

    void compare(String place, double[] expected, double[] found) {
        requireSameLength(place, expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            compare(place, i, expected[i], found[i]);
        }
    }

    /** How many numbers differ by more than the tolerance. */
    long misses() {
        return misses;
    }

    CheckGroup result() {
        return new CheckGroup.Close(name, compared, measure, largest, tolerance, firstMismatch);
    }

    private void add(String place, double measured, String mismatch) {
        compared++;
        double difference = Double.isFinite(measured) ? measured : Double.POSITIVE_INFINITY;
        largest = Math.max(largest, difference);
        if (difference > tolerance) {
            misses++;
            firstMismatch = firstMismatch.or(() -> Optional.of(place + ": " + mismatch));
        }
    }

    private static void requireSameLength(String place, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(expected + " numbers against " + found + " at " + place);
        }
    }
}
