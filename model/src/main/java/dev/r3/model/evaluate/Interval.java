package dev.r3.model.evaluate;

/** A range of shares, both ends in it. */
public record Interval(double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval from " + low + " to " + high);
        }
    }
}
