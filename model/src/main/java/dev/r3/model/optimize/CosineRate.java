package dev.r3.model.optimize;

/** Half a cosine wave from the peak to 0: get_cosine_schedule_with_warmup with half a cycle. */
public record CosineRate(double peak, Warmup warmup) implements LearningRate {
    public CosineRate {
        LearningRate.require(peak, warmup);
    }

    @Override
    public double shareAfterWarmup(long step, long steps) {
        double progress = (double) step / Math.max(1, steps);
        return Math.max(0, 0.5 * (1 + Math.cos(Math.PI * progress)));
    }
}
