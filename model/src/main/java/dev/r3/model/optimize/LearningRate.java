package dev.r3.model.optimize;

import static java.util.Objects.requireNonNull;

/**
 * A learning-rate schedule: warm-up from 0, linear in steps, then the variant's own course. Formulas are those of
 * transformers 5.23.0, optimization.py 74–174.
 */
public sealed interface LearningRate permits ConstantRate, LinearRate, CosineRate {
    /** The rate after warm-up. */
    double peak();

    Warmup warmup();

    /**
     * The share of the peak once warm-up is over.
     *
     * @param step from the end of warm-up, at least 0
     * @param steps there are from the end of warm-up; 0 or less where warm-up is all of the run
     */
    double shareAfterWarmup(long step, long steps);

    /**
     * The rate of an optimiser step. With a warm-up that of the first step is 0, as in transformers.
     *
     * @param step 0 for the first
     * @param totalSteps of the run; the rate at its end, for a log, is that of the step of this number
     */
    default double at(long step, long totalSteps) {
        if (step < 0 || totalSteps < 1 || step > totalSteps) {
            throw new IllegalArgumentException("step " + step + " of " + totalSteps);
        }
        long warmupSteps = warmup().steps(totalSteps);
        if (step < warmupSteps) {
            return peak() * ((double) step / warmupSteps);
        }
        return peak() * shareAfterWarmup(step - warmupSteps, totalSteps - warmupSteps);
    }

    /** Refuses a schedule whose parts make no sense. */
    static void require(double peak, Warmup warmup) {
        requireNonNull(warmup, "warmup is null");
        if (!(peak >= 0 && Double.isFinite(peak))) {
            throw new IllegalArgumentException("learning rate must be a number of 0 or more, not " + peak);
        }
    }
}
