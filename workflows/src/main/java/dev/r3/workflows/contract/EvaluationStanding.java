package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where an arm's evaluation stands.
 *
 * @param shards of its tasks
 * @param finished the committed results, if they stand
 */
public record EvaluationStanding(int shards, Optional<StageResult> finished) {
    public EvaluationStanding {
        if (shards < 1) {
            throw new IllegalArgumentException("an evaluation has at least one shard, not " + shards);
        }
        requireNonNull(finished, "finished is null");
    }
}
