package dev.r3.model.grpo;

import java.util.Map;

/** The policy's part of a token's loss. */
public sealed interface Surrogate permits ClippedRatio, DetachedRatio {
    /**
     * A token's loss.
     *
     * @param ratio importance ratio
     * @param logProb under the policy
     */
    TokenTerm term(double ratio, double logProb, double advantage);

    /** Whether the clip takes effect, and on which side. */
    Clip clip(double ratio, double advantage);

    /** The clip metrics under TRL's names; none without a ratio. */
    Map<String, Double> metrics(ClipCounts counts);
}
