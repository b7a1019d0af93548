package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A part of an arm's tasks.
 *
 * @param shard from 0
 */
public record ShardInput(EvaluationInput evaluation, int shard) {
    public ShardInput {
        requireNonNull(evaluation, "evaluation is null");
        if (shard < 0) {
            throw new IllegalArgumentException("no shard has the number " + shard);
        }
    }
}
