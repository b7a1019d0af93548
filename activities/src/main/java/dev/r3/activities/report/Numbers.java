package dev.r3.activities.report;

import dev.r3.model.evaluate.SignedPoints;
import java.util.Locale;

/** Numbers as the page writes them, alike on every machine. */
final class Numbers {
    private static final double TINY = 1e-12;

    private Numbers() {}

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** With its sign, in percentage points; what rounds to zero has none. */
    static String points(double difference) {
        return SignedPoints.of(difference);
    }

    static String range(double low, double high) {
        return String.format(Locale.ROOT, "%.1f – %.1f %%", 100 * low, 100 * high);
    }

    static String p(double value) {
        if (value < TINY) {
            return "< 1e-12";
        }
        return String.format(Locale.ROOT, value < 0.001 ? "%.1e" : "%.3f", value);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String decimal(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    static String ratio(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%,.1f", seconds);
    }

    /** Short, with at most two decimals. */
    static String coordinate(double value) {
        long hundredths = Math.round(value * 100);
        return hundredths % 100 == 0
                ? Long.toString(hundredths / 100)
                : String.format(Locale.ROOT, "%.2f", hundredths / 100.0);
    }
}
