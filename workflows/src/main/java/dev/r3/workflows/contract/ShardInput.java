package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A part of an arm's tasks.
 *
 * @param shard from 0
 * @param shards of the arm
 */
public record ShardInput(EvaluationInput evaluation, int shard, int shards) {
    public ShardInput {
        requireNonNull(evaluation, "evaluation is null");
        if (shard < 0 || shard >= shards) {
            throw new IllegalArgumentException("shard is %d of %d".formatted(shard, shards));
        }
    }
}
