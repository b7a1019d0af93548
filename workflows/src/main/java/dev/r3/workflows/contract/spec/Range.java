package dev.r3.workflows.contract.spec;

/** Checks of numbers, in the words of the spec. */
final class Range {

    private Range() {}

    static void requireAtLeast(String key, long least, long value) {
        require(value >= least, key, "%d or more".formatted(least), value);
    }

    static void requireWithin(String key, long least, long most, long value) {
        require(value >= least && value <= most, key, "%d to %d".formatted(least, most), value);
    }

    /** A finite number above 0. */
    static void requirePositive(String key, double value) {
        require(value > 0 && Double.isFinite(value), key, "a number above 0", value);
    }

    /** A finite number of 0 or more. */
    static void requireNotNegative(String key, double value) {
        require(value >= 0 && Double.isFinite(value), key, "a number of 0 or more", value);
    }

    static void requireShare(String key, double value) {
        require(value >= 0 && value <= 1, key, "a share from 0 to 1", value);
    }

    private static void require(boolean holds, String key, String expected, Number found) {
        if (!holds) {
            throw new IllegalArgumentException("%s is %s; expected %s".formatted(key, found, expected));
        }
    }
}
