package dev.r3.model.grpo;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How rewards become advantages: each reward less the mean of its group, over a divisor that is the variant's own (TRL
 * 2765–2810).
 */
public sealed interface Advantage permits GroupScaledAdvantage, BatchScaledAdvantage, UnscaledAdvantage {
    /** Keeps the quotient bounded where rewards hardly differ, as in TRL and DeepSeekMath's code. */
    double EPSILON = 1e-4;

    /**
     * The rewards whose standard deviation counts for a group.
     *
     * @param batch all rewards of the step as one group
     */
    RewardGroup spread(RewardGroup group, RewardGroup batch);

    /** What a centred reward is divided by, given the spread's standard deviation. */
    double divisor(double standardDeviation);

    /**
     * The advantage of each sample, in the order of the groups.
     *
     * @param groups all groups of an optimiser step
     * @return none for a sample without a reward; 0 in a group whose rewards do not differ
     */
    default List<List<OptionalDouble>> of(List<RewardGroup> groups) {
        RewardGroup batch = RewardGroup.union(groups);
        return groups.stream().map(group -> ofGroup(group, batch)).toList();
    }

    private List<OptionalDouble> ofGroup(RewardGroup group, RewardGroup batch) {
        double divisor = divisor(spread(group, batch).standardDeviation());
        double mean = group.mean();
        return group.rewards().stream()
                .map(reward -> reward.isEmpty()
                        ? reward
                        : OptionalDouble.of(group.hasVariance() ? (reward.getAsDouble() - mean) / divisor : 0))
                .toList();
    }
}
