package dev.r3.model.optimize;

/** A straight line from the peak to 0: get_linear_schedule_with_warmup. */
public record LinearRate(double peak, Warmup warmup) implements LearningRate {
    public LinearRate {
        LearningRate.require(peak, warmup);
    }

    @Override
    public double shareAfterWarmup(long step, long steps) {
        return Math.max(0, (double) (steps - step) / Math.max(1, steps));
    }
}
