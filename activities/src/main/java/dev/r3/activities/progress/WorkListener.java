package dev.r3.activities.progress;

import dev.r3.workflows.contract.StagePart;

/** Hears how far a stage is, and knows of earlier attempts at it; what it throws ends the stage. */
@FunctionalInterface
public interface WorkListener {
    /** Hears nothing. */
    WorkListener SILENT = (done, total) -> {};

    /**
     * @param done of the stage's tasks, or steps
     */
    void progressed(long done, long total);

    /**
     * The work is one of the parts of its stage that are done side by side.
     *
     * @param end how much of the stage is done with it, if all before it is
     */
    default void part(StagePart part, long end) {}

    /**
     * What the stage has done so far is kept, and a retry goes on from there.
     *
     * @param checkpoint the address by which other tools know it
     */
    default void kept(String checkpoint) {}

    /** How many attempts at the work ran out of memory in a way that they could not tell. */
    default int shortages() {
        return 0;
    }
}
