package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

/**
 * One supervised update of the weights.
 *
 * @param loss mean negative log-probability of the judged tokens, in nats
 * @param entropy mean, of the distributions that they were judged by, in nats
 * @param gradientNorm before clipping
 * @param judgedTokens that carry loss
 * @param tokens of the batches, without padding
 */
public record SupervisedReport(
        double loss,
        double entropy,
        double gradientNorm,
        double learningRate,
        long judgedTokens,
        long tokens,
        PhaseSeconds seconds) {
    public SupervisedReport {
        requireNonNull(seconds, "seconds is null");
    }
}
