package dev.r3.model.grpo;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The rewards of one prompt's samples.
 *
 * @param rewards one a sample; none where the verdict is neither passed nor failed
 */
public record RewardGroup(List<OptionalDouble> rewards) {
    /** Below it a standard deviation counts as zero: the absolute tolerance of torch.isclose, which TRL asks. */
    private static final double ZERO_DEVIATION = 1e-8;

    public RewardGroup {
        rewards = List.copyOf(rewards);
        for (OptionalDouble reward : rewards) {
            if (!Double.isFinite(reward.orElse(0))) {
                throw new IllegalArgumentException("a reward must be finite, not " + reward.getAsDouble());
            }
        }
    }

    static RewardGroup union(Collection<RewardGroup> groups) {
        return new RewardGroup(
                groups.stream().flatMap(group -> group.rewards.stream()).toList());
    }

    /** Samples, with and without a reward. */
    public int size() {
        return rewards.size();
    }

    /** Mean, number and deviation of the rewards there are. */
    Moments moments() {
        return Moments.of(rewards.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray());
    }

    /** 0 without a reward. */
    double mean() {
        return moments().mean();
    }

    /** With Bessel's correction; 0 for fewer than two rewards. */
    double standardDeviation() {
        return moments().standardDeviation().orElse(0);
    }

    /** Whether the rewards differ: without, the group gives no policy gradient. */
    public boolean hasVariance() {
        return standardDeviation() > ZERO_DEVIATION;
    }

    /** Whether there are rewards and none differs. */
    boolean isConstant() {
        return moments().count() > 0 && !hasVariance();
    }
}
