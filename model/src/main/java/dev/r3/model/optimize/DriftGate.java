package dev.r3.model.optimize;

/**
 * Stops a run whose rollout and trainer disagree on log-probs: ratios would correct for a difference that is an error.
 *
 * @param tolerance largest mean absolute difference, nats a token
 * @param largestTolerance largest difference of a single token, nats
 */
public record DriftGate(double tolerance, double largestTolerance) {
    public DriftGate {
        if (!(tolerance >= 0 && largestTolerance >= tolerance)) {
            throw new IllegalArgumentException(
                    "tolerances of " + tolerance + " on average and " + largestTolerance + " for a single token");
        }
    }

    /**
     * Asked after the first forward on new completions, before their first update.
     *
     * @param mean absolute difference of log-probs over loss tokens
     * @param largest of them
     */
    public GateResult check(double mean, double largest) {
        if (!(mean <= tolerance)) {
            return failed("The mean difference between the rollout's and the trainer's log-probs", mean, tolerance);
        }
        if (!(largest <= largestTolerance)) {
            return failed(
                    "The largest difference between the rollout's and the trainer's log-probs",
                    largest,
                    largestTolerance);
        }
        return new GatePassed();
    }

    private static GateFailed failed(String quantity, double value, double limit) {
        return new GateFailed(
                quantity,
                value,
                limit,
                "Check that both use the same weights, temperature, precision and chat template, or raise the"
                        + " tolerance if the rollout runs in lower precision on purpose.");
    }
}
