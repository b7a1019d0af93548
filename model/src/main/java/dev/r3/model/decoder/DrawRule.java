package dev.r3.model.decoder;

import static java.util.Objects.requireNonNull;

/** How a token is drawn from a row of scores. */
public final class DrawRule {
    private final Sampling sampling;
    private final float uniform;
    private final int[] seen;

    /**
     * @param uniform a number in [0, 1): the place in the distribution's cumulative sum
     * @param seen the row's tokens so far; only a repetition penalty looks at them
     */
    public DrawRule(Sampling sampling, float uniform, int[] seen) {
        this.sampling = requireNonNull(sampling, "sampling is null");
        if (!(uniform >= 0 && uniform < 1)) {
            throw new IllegalArgumentException("uniform is not in [0, 1): " + uniform);
        }
        this.uniform = uniform;
        this.seen = seen.clone();
    }

    Sampling sampling() {
        return sampling;
    }

    float uniform() {
        return uniform;
    }

    /** How many tokens a penalty looks at. */
    int penalised() {
        return sampling.isPenalised() ? seen.length : 0;
    }

    /** One of those tokens; the last one again beyond them. Without any, some token, whose penalty is 1. */
    int seen(int i) {
        return seen.length == 0 ? 0 : seen[Math.min(i, seen.length - 1)];
    }
}
