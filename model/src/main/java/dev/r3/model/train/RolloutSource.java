package dev.r3.model.train;

import java.util.List;

/**
 * Writes what a step is trained on, with the weights as they are.
 *
 * @param <R> what comes of one task
 */
public interface RolloutSource<R> {
    /** What the tokens that carry loss are sampled at. */
    double temperature();

    /**
     * Writes a batch; the same weights write the same.
     *
     * @param before all that the run wrote before this batch
     */
    List<R> write(WrittenRollouts before);

    /** What they are to the trainer. */
    RolloutGroups groups(List<R> rollouts);
}
