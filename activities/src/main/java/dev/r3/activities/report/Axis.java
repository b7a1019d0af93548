package dev.r3.activities.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A range of values with round ticks.
 *
 * @param step from tick to tick
 */
record Axis(double low, double high, double step) {
    private static final int TICKS = 4;

    /** Covers the values; one value alone has room around it. */
    static Axis covering(double least, double most) {
        double span = most > least ? most - least : Math.max(Math.abs(most), 1);
        double rough = span / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double parts = rough / power;
        double step = power * (parts <= 1 ? 1 : parts <= 2 ? 2 : parts <= 5 ? 5 : 10);
        double low = Math.floor(least / step + 1e-9) * step;
        double high = Math.max(Math.ceil(most / step - 1e-9) * step, low + step);
        return new Axis(low, high, step);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; low + i * step <= high + step / 1e6; i++) {
            ticks.add(low + i * step);
        }
        return ticks;
    }

    /** Where a value is between two ends. */
    double place(double value, double start, double end) {
        return start + (value - low) / (high - low) * (end - start);
    }

    /** With as many decimals as the step needs. */
    String label(double value) {
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%,." + Math.min(decimals, 9) + "f", value + 0.0);
    }

    /** The same of shares. */
    String percent(double value) {
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step * 100) + 1e-9));
        return String.format(Locale.ROOT, "%." + Math.min(decimals, 9) + "f %%", value * 100 + 0.0);
    }
}
