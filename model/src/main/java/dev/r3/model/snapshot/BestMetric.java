package dev.r3.model.snapshot;

/**
 * The best value so far of the metric that a run is judged by.
 *
 * @param name such as {@code eval/validation/second_try}
 * @param step after which it was measured
 */
public record BestMetric(String name, double value, long step) {
    public BestMetric {
        Checks.requireText(name, "name");
        Checks.requireNotNegative(step, "step");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the best " + name + " is not finite: " + value);
        }
    }
}
