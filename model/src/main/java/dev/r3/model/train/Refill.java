package dev.r3.model.train;

import java.util.List;

/**
 * Goes on writing batches until enough groups can be learnt from, and trains those alone: dynamic sampling (DAPO, arXiv
 * 2503.14476).
 *
 * @param groups so many whose rewards differ are enough
 * @param mostBatches a step writes at most so many, and makes do with what it has then
 */
public record Refill(int groups, int mostBatches) {
    public Refill {
        if (groups < 1 || mostBatches < 1) {
            throw new IllegalArgumentException(groups + " groups of at most " + mostBatches + " batches");
        }
    }

    /** Whether a step with such groups after so many batches writes another. */
    boolean wantsMore(RolloutGroups written, int batches) {
        return batches < mostBatches && varied(written).size() < groups;
    }

    /** What is trained: all of it if no group's rewards differ. */
    List<RewardedGroup> trained(RolloutGroups written) {
        List<RewardedGroup> varied = varied(written);
        return varied.isEmpty() ? written.groups() : varied.subList(0, Math.min(groups, varied.size()));
    }

    private static List<RewardedGroup> varied(RolloutGroups written) {
        return written.groups().stream()
                .filter(group -> group.rewards().hasVariance())
                .toList();
    }
}
