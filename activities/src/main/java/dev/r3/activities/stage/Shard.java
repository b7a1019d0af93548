package dev.r3.activities.stage;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Tasks of a stage that one worker does.
 *
 * @param from the first task
 * @param until the task after the last
 */
public record Shard(int from, int until) {
    /** All shards of so many tasks, each of the same size but the last. */
    public static List<Shard> of(int tasks, int size) {
        return IntStream.iterate(0, from -> from < tasks, from -> from + size)
                .mapToObj(from -> new Shard(from, Math.min(from + size, tasks)))
                .toList();
    }

    public int size() {
        return until - from;
    }
}
