package dev.r3.model.grpo;

/** Pulls the policy to a reference by Schulman's k3 estimate of KL(policy ‖ reference) (TRL 3098–3105). */
public sealed interface KlPenalty permits PlainKl, RatioCorrectedKl {
    /** The penalty's weight, above 0. */
    double beta();

    /**
     * The estimate for one token, not yet weighted.
     *
     * @param ratio importance ratio
     * @param referenceLogRatio log(reference / policy)
     */
    TokenTerm estimate(double ratio, double referenceLogRatio);

    /** Refuses a weight that is no weight: without a penalty there is no KlPenalty. */
    static void requireBeta(double beta) {
        if (!(beta > 0 && Double.isFinite(beta))) {
            throw new IllegalArgumentException("beta must be a number above 0, not " + beta);
        }
    }
}
