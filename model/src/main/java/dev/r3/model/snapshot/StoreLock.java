package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Holds a store for one writer. The operating system ends it with the process, however that ends. */
final class StoreLock implements AutoCloseable {
    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws StoreInUseException if another writer holds it, in this process or in another
     */
    static StoreLock acquire(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            @Nullable FileLock lock = channel.tryLock();
            held = lock != null;
        } catch (OverlappingFileLockException sameProcess) {
            throw new StoreInUseException(file, sameProcess);
        } finally {
            if (!held) {
                channel.close();
            }
        }
        if (!held) {
            throw new StoreInUseException(file, null);
        }
        return new StoreLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
