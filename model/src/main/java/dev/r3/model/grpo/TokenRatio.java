package dev.r3.model.grpo;

import java.util.Arrays;

/** A token's ratio: policy / old. */
public record TokenRatio() implements RatioLevel {
    @Override
    public double[] ratios(double[] logRatios) {
        return Arrays.stream(logRatios).map(Math::exp).toArray();
    }

    @Override
    public int ratioOf(int lossToken) {
        return lossToken;
    }

    @Override
    public double[] byLogProb(double[] byLogRatio) {
        return byLogRatio.clone();
    }
}
