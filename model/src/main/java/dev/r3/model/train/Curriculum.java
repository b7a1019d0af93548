package dev.r3.model.train;

import java.util.List;

/**
 * Which tasks a batch of rollouts is of: a function of what was written before it alone, so that a resumed run goes on
 * with the same.
 *
 * @param <T> what a rollout starts from
 */
@FunctionalInterface
public interface Curriculum<T> {
    /**
     * The starts of a batch, of different tasks.
     *
     * @param before all that the run wrote before this batch
     */
    List<T> at(WrittenRollouts before);
}
