package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.grpo.StepMetrics;
import java.util.OptionalDouble;

/**
 * One update of the weights.
 *
 * @param anchorKl mean divergence per token from the reference's first answers, in nats; none without an anchor
 * @param gradientNorm before clipping
 * @param groupsWithVariance groups whose rewards differ
 * @param tokens that went through forward and backward, padding included
 */
public record UpdateReport(
        StepMetrics metrics,
        OptionalDouble anchorKl,
        double gradientNorm,
        double learningRate,
        int groupsWithVariance,
        long tokens,
        PhaseSeconds seconds) {
    public UpdateReport {
        requireNonNull(metrics, "metrics is null");
        requireNonNull(anchorKl, "anchor kl is null");
        requireNonNull(seconds, "seconds is null");
    }
}
