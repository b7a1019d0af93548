package dev.r3.activities.training;

import dev.r3.model.snapshot.SnapshotListener;

/** Hears how training goes, and knows of earlier attempts at it; what it throws ends the epoch. */
public interface StepListener extends SnapshotListener {
    /**
     * A step is done.
     *
     * @param steps of the whole training
     */
    void trained(StepMetrics metrics, long steps);

    /** Whether the epoch is to end with the step that was heard of last, with all that it did kept. */
    default boolean isToEnd() {
        return false;
    }

    /**
     * A snapshot is kept, from which training goes on wherever.
     *
     * @param checkpoint the address by which other tools know it
     */
    default void kept(String checkpoint) {}

    /** How many attempts at the epoch ran out of memory in a way that they could not tell. */
    default int shortages() {
        return 0;
    }
}
