package dev.r3.model.train;

import java.util.SortedMap;

/**
 * Hears what a training run does.
 *
 * @param <R> what comes of one task
 */
@FunctionalInterface
public interface TrainingListener<R> {
    /**
     * A step is done.
     *
     * @param step from 1
     * @param steps of the run
     * @param metrics under TRL's names; the validation's under its own, where the step was validated
     * @param rollouts that it wrote and was trained on
     */
    void step(long step, long steps, SortedMap<String, Double> metrics, TrainedRollouts<R> rollouts);

    /** Whether the run is to end with the step that was heard of last; all is kept then, and a later run goes on from there. */
    default boolean isToEnd() {
        return false;
    }
}
