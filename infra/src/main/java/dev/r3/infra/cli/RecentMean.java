package dev.r3.infra.cli;

/** A mean in which the newest values count most. */
final class RecentMean {
    /** The share of the newest value, once there are many. */
    private static final double NEWEST = 0.05;

    private double mean = Double.NaN;
    private long count;

    void add(double value) {
        count++;
        double share = Math.max(NEWEST, 1.0 / count);
        mean = count == 1 ? value : (1 - share) * mean + share * value;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** NaN if there is none. */
    double value() {
        return mean;
    }
}
