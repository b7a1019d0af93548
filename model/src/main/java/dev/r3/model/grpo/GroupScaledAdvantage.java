package dev.r3.model.grpo;

/** (r − mean of the group) / (standard deviation of the group + 1e-4): TRL's {@code scale_rewards="group"}. */
public record GroupScaledAdvantage() implements Advantage {
    @Override
    public RewardGroup spread(RewardGroup group, RewardGroup batch) {
        return group;
    }

    @Override
    public double divisor(double standardDeviation) {
        return standardDeviation + EPSILON;
    }
}
