package dev.r3.infra.cli;

import dev.r3.workflows.contract.Heartbeat;
import dev.r3.workflows.contract.StagePart;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How far a stage is that is computed in shards. Each that is at work tells which part of the stage it does. Of the others,
 * which have ended before anybody looked or wait to begin, it is known only how many wait.
 */
final class ShardedProgress {
    private final String stage;
    private final String unit;
    private final long total;
    private final long size;

    /** Where the shards begin that may wait: nobody has heard of them. */
    private final NavigableSet<Long> unheard;

    /**
     * @param any of the shards, at work
     */
    ShardedProgress(Heartbeat any) {
        StagePart part = part(any);
        this.stage = any.stage();
        this.unit = any.unit();
        this.total = any.total();
        // Of the last one, which may be smaller, those before it tell.
        this.size = any.end() == total && part.parts() > 1 ? part.from() / (part.parts() - 1) : any.end() - part.from();
        this.unheard = LongStream.range(0, part.parts())
                .mapToObj(shard -> shard * size)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What the stage would tell of itself.
     *
     * @param going the shards that are at work
     * @param waiting how many wait to begin, or have not told anything yet
     */
    Heartbeat sum(Collection<Heartbeat> going, int waiting) {
        going.forEach(shard -> unheard.remove(part(shard).from()));
        // Others have ended: the first ones, most likely.
        while (unheard.size() > waiting) {
            unheard.pollFirst();
        }
        long left =
                going.stream().mapToLong(shard -> shard.end() - shard.done()).sum()
                        + unheard.stream()
                                .mapToLong(from -> Math.min(size, total - from))
                                .sum();
        return Heartbeat.ofStage(stage, unit, total - left, total);
    }

    private static StagePart part(Heartbeat shard) {
        return shard.part().orElseThrow();
    }
}
