package dev.r3.model.optimize;

/** How long the learning rate rises. */
public sealed interface Warmup permits WarmupSteps, WarmupShare {
    /** Optimiser steps of a run of so many; no more than those take effect. */
    long steps(long totalSteps);
}
