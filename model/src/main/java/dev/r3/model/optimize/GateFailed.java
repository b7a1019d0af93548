package dev.r3.model.optimize;

import static java.util.Objects.requireNonNull;

/**
 * Training must stop.
 *
 * @param quantity what was measured
 * @param limit what it may be at most, or must stay below; infinite if it only has to be finite
 * @param advice what the user can do
 */
public record GateFailed(String quantity, double value, double limit, String advice) implements GateResult {
    public GateFailed {
        requireNonNull(quantity, "quantity is null");
        requireNonNull(advice, "advice is null");
    }

    /** One line for the user: what, its value, its limit, what to do. */
    public String message() {
        String bound = Double.isInfinite(limit) ? "must be finite" : "limit " + shown(limit);
        return "%s is %s (%s). %s".formatted(quantity, shown(value), bound, advice);
    }

    private static String shown(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? String.valueOf((long) value) : String.valueOf(value);
    }
}
