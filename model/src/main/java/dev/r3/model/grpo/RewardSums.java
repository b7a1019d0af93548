package dev.r3.model.grpo;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Rewards of a step (TRL 2828–2830).
 *
 * @param rewards of the samples that have one
 * @param samples with and without a reward
 * @param withoutDeviation samples whose advantage was scaled by a standard deviation of zero
 */
public record RewardSums(Moments rewards, long samples, long withoutDeviation) {
    public static final RewardSums NONE = new RewardSums(Moments.NONE, 0, 0);

    public RewardSums {
        requireNonNull(rewards, "rewards is null");
    }

    /** The sums over groups whose advantages were computed together. */
    public static RewardSums of(Advantage advantage, List<RewardGroup> groups) {
        RewardGroup batch = RewardGroup.union(groups);
        long withoutDeviation = groups.stream()
                .filter(group -> advantage.spread(group, batch).isConstant())
                .mapToLong(RewardGroup::size)
                .sum();
        return new RewardSums(batch.moments(), batch.size(), withoutDeviation);
    }

    public RewardSums plus(RewardSums other) {
        return new RewardSums(
                rewards.plus(other.rewards), samples + other.samples, withoutDeviation + other.withoutDeviation);
    }
}
