package dev.r3.activities.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says that a folder is used, to this process and to others. Any number may use one at once; who wants to remove it must
 * be alone.
 */
public final class FolderLock implements AutoCloseable {
    /** The system's locks are a process's: within one, the users of each lock are counted here. */
    private static final Map<Path, Shared> USED = new HashMap<>();

    private final Path file;
    private boolean closed;

    private FolderLock(Path file) {
        this.file = file;
    }

    private record Shared(FileChannel channel, int users) {}

    /**
     * Waits until nobody removes the folder, and uses it.
     *
     * @param file beside the folder; it stays
     */
    static FolderLock use(Path file) throws IOException {
        synchronized (USED) {
            Shared shared = USED.get(file);
            if (shared == null) {
                FileChannel channel = open(file);
                channel.lock(0, Long.MAX_VALUE, true);
                shared = new Shared(channel, 0);
            }
            USED.put(file, new Shared(shared.channel(), shared.users() + 1));
            return new FolderLock(file);
        }
    }

    /** Does something while nobody uses the folder; whether it could. */
    static boolean alone(Path file, Removal removal) throws IOException {
        synchronized (USED) {
            if (USED.containsKey(file)) {
                return false;
            }
            try (FileChannel channel = open(file)) {
                if (Optional.ofNullable(channel.tryLock()).isEmpty()) {
                    return false;
                }
                removal.run();
                return true;
            } catch (OverlappingFileLockException e) {
                return false;
            }
        }
    }

    /** What is done alone. */
    interface Removal {
        void run() throws IOException;
    }

    private static FileChannel open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void close() {
        synchronized (USED) {
            Shared shared = USED.get(file);
            if (closed || shared == null) {
                return;
            }
            closed = true;
            if (shared.users() > 1) {
                USED.put(file, new Shared(shared.channel(), shared.users() - 1));
                return;
            }
            USED.remove(file);
            try {
                shared.channel().close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot give back " + file, e);
            }
        }
    }
}
