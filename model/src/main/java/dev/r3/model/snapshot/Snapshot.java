package dev.r3.model.snapshot;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** A committed snapshot whose files matched their manifest when it was given out. */
public record Snapshot(Path folder, SnapshotState state) {
    public Snapshot {
        requireNonNull(folder, "folder is null");
        requireNonNull(state, "state is null");
    }

    /** Where a file or folder of it lies, such as {@code model}. */
    public Path file(String name) {
        return folder.resolve(name);
    }
}
