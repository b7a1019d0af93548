package dev.r3.model.snapshot;

import java.nio.file.Path;

/** The folder holds snapshots of another run. */
public final class ForeignSnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignSnapshotException(Path folder, String what, String expected, String found) {
        super("%s is a snapshot of another %s: this run's digest is %s, the snapshot's is %s"
                .formatted(folder, what, expected, found));
    }
}
