package dev.r3.activities.failures;

import dev.r3.model.generate.RandomStream;
import dev.r3.model.generate.SampleKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What each epoch goes through, in an order of the epoch's own, by seed.
 *
 * @param <T> what is gone through
 */
final class EpochOrder<T> {
    private final List<T> items;
    private final long seed;
    private long shuffledEpoch = -1;
    private List<T> shuffled = List.of();

    EpochOrder(List<T> items, long seed) {
        this.items = List.copyOf(items);
        this.seed = seed;
    }

    /** How many an epoch has. */
    int size() {
        return items.size();
    }

    /** Fisher and Yates's shuffle. */
    List<T> of(int epoch) {
        if (epoch != shuffledEpoch) {
            RandomStream random = new SampleKey(seed, "curriculum", "all", epoch).stream();
            List<T> order = new ArrayList<>(items);
            for (int last = order.size() - 1; last > 0; last--) {
                Collections.swap(order, last, random.below(last + 1, last));
            }
            shuffled = order;
            shuffledEpoch = epoch;
        }
        return shuffled;
    }
}
