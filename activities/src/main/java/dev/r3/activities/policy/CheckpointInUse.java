package dev.r3.activities.policy;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A checkpoint on this machine's disk, which stays there until this is closed.
 *
 * @param folder of its files
 * @param lock tells others that it is used
 */
public record CheckpointInUse(Path folder, FolderLock lock) implements AutoCloseable {
    public CheckpointInUse {
        requireNonNull(folder, "folder is null");
        requireNonNull(lock, "lock is null");
    }

    @Override
    public void close() {
        lock.close();
    }
}
