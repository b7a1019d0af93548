package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A part of the training tasks that are answered.
 *
 * @param shard from 0
 * @param shards of the tasks
 */
public record AttemptsShardInput(AttemptsInput attempts, int shard, int shards) {
    public AttemptsShardInput {
        requireNonNull(attempts, "attempts is null");
        if (shard < 0 || shard >= shards) {
            throw new IllegalArgumentException("shard is %d of %d".formatted(shard, shards));
        }
    }
}
