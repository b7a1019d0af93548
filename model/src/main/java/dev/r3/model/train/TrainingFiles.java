package dev.r3.model.train;

import dev.r3.model.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;

/** What is trained, and the optimiser's moments, in a snapshot: in float32, so that a resumed run has the very numbers. */
public interface TrainingFiles {
    /** Writes them as they are now; a {@link dev.r3.model.snapshot.SnapshotWriter}. */
    void write(Path folder) throws IOException;

    /**
     * Replaces them by a snapshot's.
     *
     * @throws dev.r3.model.checkpoint.CheckpointException if it is of another model
     */
    void restore(Snapshot snapshot);
}
