package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where a stage stands that is computed in shards.
 *
 * @param shards of its tasks
 * @param finished the committed stage, if it stands
 */
public record ShardedStanding(int shards, Optional<StageResult> finished) {
    public ShardedStanding {
        if (shards < 1) {
            throw new IllegalArgumentException("a stage has at least one shard, not " + shards);
        }
        requireNonNull(finished, "finished is null");
    }
}
