package dev.r3.model.supervised;

import java.util.Map;

/**
 * The place of a batch in the endless sequence of batches.
 *
 * @param epoch pass over the corpus, from 0
 * @param window of documents in the epoch, from 0
 * @param batch in the window, from 0
 */
public record BatchCursor(long epoch, long window, int batch) {
    public static final BatchCursor START = new BatchCursor(0, 0, 0);

    public BatchCursor {
        if (epoch < 0 || window < 0 || batch < 0) {
            throw new IllegalArgumentException("no place: epoch " + epoch + ", window " + window + ", batch " + batch);
        }
    }

    /** By name, as a snapshot keeps it. */
    public Map<String, Long> counts() {
        return Map.of("epoch", epoch, "window", window, "batch", (long) batch);
    }

    /**
     * From {@link #counts}.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public static BatchCursor of(Map<String, Long> counts) {
        return new BatchCursor(
                count(counts, "epoch"), count(counts, "window"), Math.toIntExact(count(counts, "batch")));
    }

    private static long count(Map<String, Long> counts, String name) {
        Long count = counts.get(name);
        if (count == null) {
            throw new IllegalArgumentException("a cursor without '" + name + "': " + counts);
        }
        return count;
    }
}
