package dev.r3.infra.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lock that holds between processes and between threads of one. The system frees it when its holder dies. */
final class FileMutex implements AutoCloseable {
    private static final long RETRY_MILLIS = 100;

    private final FileChannel channel;

    private FileMutex(FileChannel channel) {
        this.channel = channel;
    }

    /** Empty if somebody else holds it. */
    static Optional<FileMutex> tryAcquire(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) != null) {
                return Optional.of(new FileMutex(channel));
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process holds it.
            return null;
        }
    }

    /** Waits for it as long as it takes; says once that it waits. */
    static FileMutex acquire(Path file, Runnable onWait) throws IOException, InterruptedException {
        boolean told = false;
        while (true) {
            var mutex = tryAcquire(file);
            if (mutex.isPresent()) {
                return mutex.get();
            }
            if (!told) {
                onWait.run();
                told = true;
            }
            Thread.sleep(RETRY_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
