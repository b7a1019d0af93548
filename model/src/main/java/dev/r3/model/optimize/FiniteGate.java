package dev.r3.model.optimize;

/** Stops before an update by a loss or gradient that is infinite or not a number: it would destroy the weights. */
public record FiniteGate() {
    private static final String ADVICE = "The weights were not updated and the last checkpoint is good. Resume from it"
            + " with a lower learning rate or gradient norm limit, or in fp32 if this was bf16.";

    /**
     * Asked between backward and update.
     *
     * @param loss of the step
     * @param gradientNorm over all parameters, before clipping
     */
    public GateResult check(double loss, double gradientNorm) {
        if (!Double.isFinite(loss)) {
            return new GateFailed("The loss", loss, Double.POSITIVE_INFINITY, ADVICE);
        }
        if (!Double.isFinite(gradientNorm)) {
            return new GateFailed("The gradient norm", gradientNorm, Double.POSITIVE_INFINITY, ADVICE);
        }
        return new GatePassed();
    }
}
