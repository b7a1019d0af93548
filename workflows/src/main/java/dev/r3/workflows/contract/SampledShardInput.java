package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A part of the tasks that are sampled.
 *
 * @param shard from 0
 * @param shards of the tasks
 */
public record SampledShardInput(SampledInput sampled, int shard, int shards) {
    public SampledShardInput {
        requireNonNull(sampled, "sampled is null");
        if (shard < 0 || shard >= shards) {
            throw new IllegalArgumentException("shard is %d of %d".formatted(shard, shards));
        }
    }
}
