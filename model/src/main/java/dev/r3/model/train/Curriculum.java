package dev.r3.model.train;

import java.util.List;

/**
 * Which tasks a batch of rollouts is of: a function of its number alone, so that a resumed run goes on with the same.
 *
 * @param <T> what a rollout starts from
 */
@FunctionalInterface
public interface Curriculum<T> {
    /**
     * The starts of a batch, of different tasks.
     *
     * @param batch from 0
     */
    List<T> at(long batch);
}
