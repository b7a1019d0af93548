package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.Completion;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What a step wrote, and what it was trained with.
 *
 * @param written one for each task, in their order, also those that the step left out
 * @param advantages by the completion that carries loss, told apart by identity
 * @param <R> what comes of one task
 */
public record TrainedRollouts<R>(List<R> written, IdentityHashMap<Completion, Double> advantages) {
    public TrainedRollouts {
        written = List.copyOf(written);
        requireNonNull(advantages, "advantages is null");
    }

    /** The advantage that a completion was trained with; empty if it was in no loss. */
    public Optional<Double> advantage(Completion completion) {
        return Optional.ofNullable(advantages.get(completion));
    }
}
