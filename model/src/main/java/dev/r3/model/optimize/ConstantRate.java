package dev.r3.model.optimize;

/** The peak until the end: get_constant_schedule_with_warmup. */
public record ConstantRate(double peak, Warmup warmup) implements LearningRate {
    public ConstantRate {
        LearningRate.require(peak, warmup);
    }

    @Override
    public double shareAfterWarmup(long step, long steps) {
        return 1;
    }
}
