package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/** Writes some of a snapshot's files, such as the model's checkpoint into the subfolder {@code model}. */
@FunctionalInterface
public interface SnapshotWriter {

    /**
     * Writes new files below the folder, which exists. They needn't be forced to the disk: the store does that.
     *
     * @param folder a temporary place; only what lies in it when all writers are done becomes part of the snapshot
     */
    void write(Path folder) throws IOException;
}
