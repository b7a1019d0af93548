package dev.r3.activities.evaluation;

import dev.r3.model.generate.RandomStream;
import dev.r3.model.generate.SampleKey;
import java.util.stream.IntStream;

/** A permutation that leaves nothing in its place. */
final class Derangement {

    private Derangement() {}

    /** One cycle through all, by Sattolo's algorithm; of a single one itself. */
    static int[] of(int size, long seed) {
        RandomStream random = new SampleKey(seed, "derangement", "all", 0).stream();
        int[] places = IntStream.range(0, size).toArray();
        for (int last = size - 1; last > 0; last--) {
            int other = random.below(last, last);
            int moved = places[last];
            places[last] = places[other];
            places[other] = moved;
        }
        return places;
    }
}
