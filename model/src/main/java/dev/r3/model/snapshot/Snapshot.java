package dev.r3.model.snapshot;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
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

    /** Copies its files, all but what says that it is a snapshot; a {@link SnapshotWriter}. */
    public void copyTo(Path target) throws IOException {
        for (String name : FolderContent.of(folder).sizes().keySet()) {
            if (!name.equals(SnapshotManifest.NAME)) {
                Path copy = target.resolve(name);
                Files.createDirectories(requireNonNull(copy.getParent(), "no folder"));
                Files.copy(folder.resolve(name), copy);
            }
        }
    }
}
