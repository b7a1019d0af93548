package dev.r3.model.grpo;

/** r − mean of the group: TRL's {@code scale_rewards="none"}, the advantage of Dr. GRPO (arXiv 2503.20783). */
public record UnscaledAdvantage() implements Advantage {
    @Override
    public RewardGroup spread(RewardGroup group, RewardGroup batch) {
        return group;
    }

    @Override
    public double divisor(double standardDeviation) {
        return 1;
    }
}
