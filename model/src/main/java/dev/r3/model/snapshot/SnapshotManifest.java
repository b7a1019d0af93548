package dev.r3.model.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a snapshot says of itself: the run's state and every file. */
record SnapshotManifest(SnapshotState state, List<SnapshotFile> files) {
    static final String NAME = "manifest.json";

    SnapshotManifest {
        requireNonNull(state, "state is null");
        files = List.copyOf(files);
        Set<String> names = new HashSet<>();
        for (SnapshotFile file : files) {
            if (!names.add(file.name())) {
                throw new IllegalArgumentException("a file named twice: " + file.name());
            }
        }
    }
}
