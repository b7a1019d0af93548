package dev.r3.model.train;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Deals a step's samples out to lanes that compute at the same time. Groups, which share their prompt, aren't cut. */
final class LaneShares {
    private LaneShares() {}

    /** Each lane's samples, in their order: about as many tokens for each. */
    static List<List<Sample>> of(List<Sample> samples, int lanes) {
        IdentityHashMap<RewardedGroup, List<Sample>> groups = new IdentityHashMap<>();
        List<List<Sample>> inOrder = new ArrayList<>();
        for (Sample sample : samples) {
            groups.computeIfAbsent(sample.group(), group -> {
                        List<Sample> open = new ArrayList<>();
                        inOrder.add(open);
                        return open;
                    })
                    .add(sample);
        }
        long all = inOrder.stream().mapToLong(LaneShares::tokens).sum();
        List<List<Sample>> shares = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            shares.add(new ArrayList<>());
        }
        long before = 0;
        for (List<Sample> group : inOrder) {
            long tokens = tokens(group);
            // By its middle, so that a share ends where it comes nearest to its part.
            long lane = all == 0 ? 0 : (2 * before + tokens) * lanes / (2 * all);
            shares.get((int) Math.min(lane, lanes - 1L)).addAll(group);
            before += tokens;
        }
        return shares;
    }

    /** Those that go through the model. */
    private static long tokens(List<Sample> group) {
        long branches = group.stream()
                .filter(Sample::signal)
                .mapToLong(sample -> sample.completion().length())
                .sum();
        return branches == 0 ? 0 : branches + group.get(0).group().promptLength();
    }
}
