package dev.r3.model.optimize;

/** A share of the run's optimiser steps, rounded up (transformers 5.23.0, training_args.py 2154–2161). */
public record WarmupShare(double share) implements Warmup {
    public WarmupShare {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("a warm-up share must be in [0, 1), not " + share);
        }
    }

    @Override
    public long steps(long totalSteps) {
        return (long) Math.ceil(totalSteps * share);
    }
}
