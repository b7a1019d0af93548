package dev.r3.model.evaluate;

import java.util.Locale;

/** Differences of shares for people, in percentage points with one decimal. */
public final class SignedPoints {
    private static final String ZERO = "0.0";

    private SignedPoints() {}

    /** With its sign; what rounds to zero has none, as it may be on either side. */
    public static String of(double difference) {
        String size = String.format(Locale.ROOT, "%.1f", Math.abs(100 * difference));
        if (size.equals(ZERO)) {
            return ZERO;
        }
        return (difference < 0 ? "-" : "+") + size;
    }
}
