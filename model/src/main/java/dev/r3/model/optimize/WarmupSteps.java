package dev.r3.model.optimize;

/** A fixed number of optimiser steps. */
public record WarmupSteps(long count) implements Warmup {
    public WarmupSteps {
        if (count < 0) {
            throw new IllegalArgumentException("warm-up steps must be 0 or more, not " + count);
        }
    }

    @Override
    public long steps(long totalSteps) {
        return count;
    }
}
