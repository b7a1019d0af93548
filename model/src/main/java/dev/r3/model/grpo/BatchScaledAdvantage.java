package dev.r3.model.grpo;

/** (r − mean of the group) / (standard deviation of all rewards + 1e-4): TRL's {@code scale_rewards="batch"}. */
public record BatchScaledAdvantage() implements Advantage {
    @Override
    public RewardGroup spread(RewardGroup group, RewardGroup batch) {
        return batch;
    }

    @Override
    public double divisor(double standardDeviation) {
        return standardDeviation + EPSILON;
    }
}
