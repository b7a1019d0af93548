package dev.r3.model.optimize;

import static java.util.Objects.requireNonNull;

/**
 * AdamW (arXiv 1711.05101) as torch has it, on gradients clipped by their global norm.
 *
 * @param beta1 decay of the gradient's mean, in [0, 1)
 * @param beta2 decay of its square's mean, in [0, 1)
 * @param epsilon added to the root of the second moment
 * @param weightDecay of the tensors that decay
 * @param decaying which do
 * @param maxGradientNorm larger gradients are scaled down to it; infinite for no clipping
 */
public record AdamWConfig(
        LearningRate learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        WeightDecay decaying,
        double maxGradientNorm) {
    public AdamWConfig {
        requireNonNull(learningRate, "learning rate is null");
        requireNonNull(decaying, "decaying is null");
        requireDecay("beta1", beta1);
        requireDecay("beta2", beta2);
        require(epsilon > 0 && Double.isFinite(epsilon), "epsilon", "a number above 0", epsilon);
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weight decay", "a number of 0 or more", weightDecay);
        require(maxGradientNorm > 0, "max gradient norm", "above 0", maxGradientNorm);
    }

    /** TRL's and transformers' defaults: betas 0.9 and 0.999, epsilon 1e-8, no weight decay, norm 1. */
    public static AdamWConfig defaults(LearningRate learningRate) {
        return new AdamWConfig(learningRate, 0.9, 0.999, 1e-8, 0, WeightDecay.WITHOUT_BIASES_AND_NORMS, 1);
    }

    private static void requireDecay(String name, double value) {
        require(value >= 0 && value < 1, name, "in [0, 1)", value);
    }

    private static void require(boolean holds, String name, String expected, double found) {
        if (!holds) {
            throw new IllegalArgumentException("%s must be %s, not %s".formatted(name, expected, found));
        }
    }
}
