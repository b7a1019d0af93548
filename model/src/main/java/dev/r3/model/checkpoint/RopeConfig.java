package dev.r3.model.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * Rotary position embeddings.
 *
 * @param theta the base of the frequencies
 * @param rotarySize how many of a head's numbers turn; the rest pass unchanged
 */
public record RopeConfig(double theta, int rotarySize, RopeScaling scaling) {
    public RopeConfig {
        requireNonNull(scaling, "scaling is null");
        if (!(theta > 0) || Double.isInfinite(theta)) {
            throw new IllegalArgumentException("theta is not positive: " + theta);
        }
        if (rotarySize < 2 || rotarySize % 2 != 0) {
            throw new IllegalArgumentException("rotary size is not even: " + rotarySize);
        }
    }
}
