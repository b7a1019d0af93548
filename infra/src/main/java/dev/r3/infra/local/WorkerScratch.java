package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A worker's own folder for the files of running attempts. What a killed worker left, which may be gigabytes, goes when
 * the next one begins.
 */
public final class WorkerScratch implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path folder;
    private final FileMutex lock;

    private WorkerScratch(Path folder, FileMutex lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes one, and removes those of workers that live no more.
     *
     * @param root of all workers' folders
     */
    public static WorkerScratch begin(Path root) throws IOException, InterruptedException {
        Files.createDirectories(root);
        // Of two that begin at once, neither takes the other's lock for a dead one's before it is held.
        try (FileMutex alone = FileMutex.acquire(root.resolve(".begin"), () -> {})) {
            removeAbandoned(root);
            Path folder = Files.createDirectory(root.resolve("worker-" + UUID.randomUUID()));
            FileMutex lock = FileMutex.tryAcquire(lock(folder))
                    .orElseThrow(() -> new IOException("%s is used already".formatted(folder)));
            return new WorkerScratch(folder, lock);
        }
    }

    private static void removeAbandoned(Path root) throws IOException {
        List<Path> locks;
        try (Stream<Path> all = Files.list(root)) {
            locks = all.filter(file -> file.toString().endsWith(LOCK)).toList();
        }
        for (Path file : locks) {
            Optional<FileMutex> abandoned = FileMutex.tryAcquire(file);
            if (abandoned.isPresent()) {
                remove(folder(file), abandoned.get());
            }
        }
    }

    private static void remove(Path folder, FileMutex lock) throws IOException {
        try (lock) {
            FileTree.delete(folder);
            Files.deleteIfExists(lock(folder));
        }
    }

    private static Path lock(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }

    private static Path folder(Path lock) {
        String name = String.valueOf(lock.getFileName());
        return lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    /** Is there until this is closed. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        remove(folder, lock);
    }
}
