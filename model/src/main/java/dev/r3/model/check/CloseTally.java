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

    private CloseTally(String name, Measure measure, double tolerance) {
        this.name = name;
        this.measure = measure;
        this.tolerance = tolerance;
    }

    /**
     * @param tolerance the largest difference that passes
     */
    static CloseTally absolute(String name, double tolerance) {
        return new CloseTally(name, Measure.ABSOLUTE, tolerance);
    }

    /**
     * @param tolerance the largest difference that passes, in units of what is expected
     */
    static CloseTally relative(String name, double tolerance) {
        return new CloseTally(name, Measure.RELATIVE, tolerance);
    }

    /**
     * @param index of the number at the place
     */
    void compare(String place, int index, double expected, double found) {
        compare(place + ", number " + index, expected, found);
    }

    void compare(String place, double expected, double found) {
        double difference = Math.abs(expected - found);
        if (measure == Measure.RELATIVE && difference > 0) {
            difference /= Math.abs(expected);
        }
        add(place, difference, "expected " + expected + ", found " + found);
    }

    void compare(String place, float[] expected, float[] found) {
        requireSameLength(place, expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            compare(place, i, expected[i], found[i]);
        }
    }

    /**
     * Compares two vectors by how far they are apart.
     *
     * @param length what the distance is measured by
     */
    void compareDistance(String place, float[] expected, float[] found, double length) {
        requireSameLength(place, expected.length, found.length);
        double squares = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = (double) expected[i] - found[i];
            squares += difference * difference;
        }
        double distance = Math.sqrt(squares);
        add(
                place,
                distance == 0 ? 0 : distance / length,
                "expected a vector at most " + tolerance + " of " + length + " away, found one at " + distance);
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
