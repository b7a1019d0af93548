package dev.r3.model.decoder;

import static java.util.Objects.requireNonNull;

/**
 * How a token is drawn from a row of scores.
 *
 * @param uniform a number in [0, 1): the place in the distribution's cumulative sum
 * @param seen the row's tokens so far; only a repetition penalty looks at them
 */
public record DrawRule(Sampling sampling, float uniform, int[] seen) {
    public DrawRule {
        requireNonNull(sampling, "sampling is null");
        if (!(uniform >= 0 && uniform < 1)) {
            throw new IllegalArgumentException("uniform is not in [0, 1): " + uniform);
        }
        requireNonNull(seen, "seen is null");
    }
}
