package dev.r3.model.train;

/**
 * How strongly first answers are held where they were.
 *
 * @param weight of the mean divergence per token in the loss, above 0
 * @param temperature that distributions are compared at, above 0: the one that the answers were sampled at
 */
public record AnchorConfig(double weight, double temperature) {
    public AnchorConfig {
        if (!(weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException("the anchor's weight is not above 0: " + weight);
        }
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("the anchor's temperature is not above 0: " + temperature);
        }
    }
}
