package dev.r3.activities.training;

import dev.r3.model.snapshot.SnapshotListener;

/** Hears how training goes; what it throws ends the epoch. */
public interface StepListener extends SnapshotListener {
    /**
     * A step is done.
     *
     * @param steps of the whole training
     */
    void trained(StepMetrics metrics, long steps);

    /**
     * A snapshot is kept, from which training goes on wherever.
     *
     * @param checkpoint the address by which other tools know it
     */
    default void kept(String checkpoint) {}
}
