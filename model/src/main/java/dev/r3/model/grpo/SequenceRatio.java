package dev.r3.model.grpo;

import java.util.Arrays;

/**
 * GSPO (arXiv 2507.18071, equation 7): exp of the mean log-ratio over the loss tokens, shared by them all. The gradient
 * goes through the mean, so each token has an nth of it.
 */
public record SequenceRatio() implements RatioLevel {
    @Override
    public double[] ratios(double[] logRatios) {
        return new double[] {Math.exp(Arrays.stream(logRatios).sum() / Math.max(1, logRatios.length))};
    }

    @Override
    public int ratioOf(int lossToken) {
        return 0;
    }

    @Override
    public double[] byLogProb(double[] byLogRatio) {
        double[] byLogProb = new double[byLogRatio.length];
        Arrays.fill(byLogProb, Arrays.stream(byLogRatio).sum() / Math.max(1, byLogRatio.length));
        return byLogProb;
    }
}
