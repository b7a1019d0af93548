package dev.r3.activities.progress;

/** Hears how far a stage is; what it throws ends the stage. */
@FunctionalInterface
public interface WorkListener {
    /** Hears nothing. */
    WorkListener SILENT = (done, total) -> {};

    /**
     * @param done of the stage's tasks, or steps
     */
    void progressed(long done, long total);

    /**
     * What the stage has done so far is kept, and a retry goes on from there.
     *
     * @param checkpoint the address by which other tools know it
     */
    default void kept(String checkpoint) {}
}
