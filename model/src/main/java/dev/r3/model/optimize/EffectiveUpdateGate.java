package dev.r3.model.optimize;

/**
 * Stops a run that computes but doesn't learn.
 *
 * @param patience so many steps in a row without an effective update stop the run
 * @param idleSteps in a row until now; part of a checkpoint, so that a resumed run counts on
 */
public record EffectiveUpdateGate(int patience, int idleSteps) {
    public EffectiveUpdateGate {
        if (patience < 1 || idleSteps < 0) {
            throw new IllegalArgumentException("a patience of " + patience + " with " + idleSteps + " idle steps");
        }
    }

    /** A gate at the beginning of a run. */
    public static EffectiveUpdateGate of(int patience) {
        return new EffectiveUpdateGate(patience, 0);
    }

    /**
     * The gate after a step.
     *
     * @param gradientNorm before clipping
     * @param groupsWithVariance groups whose rewards differ: without any, the policy has no gradient
     */
    public EffectiveUpdateGate after(double gradientNorm, int groupsWithVariance) {
        boolean effective = gradientNorm > 0 && groupsWithVariance > 0;
        return new EffectiveUpdateGate(patience, effective ? 0 : idleSteps + 1);
    }

    public GateResult check() {
        if (idleSteps < patience) {
            return new GatePassed();
        }
        return new GateFailed(
                "The number of steps in a row without an effective update",
                idleSteps,
                patience,
                "In each of them the gradient was 0 or all rewards of every group were equal. Choose tasks that are"
                        + " neither too easy nor too hard, sample larger groups at a higher temperature, or check the"
                        + " verifier and the loss tokens.");
    }
}
