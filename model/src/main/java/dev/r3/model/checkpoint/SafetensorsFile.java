package dev.r3.model.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An open safetensors file: 8 bytes header length (little endian), JSON header, tensors. Its data is memory-mapped. */
public final class SafetensorsFile implements AutoCloseable {
    private static final int LENGTH_BYTES = Long.BYTES;

    private final Path file;
    private final FileChannel channel;
    private final long dataPosition;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path file, FileChannel channel, long dataPosition, SafetensorsHeader header) {
        this.file = file;
        this.channel = channel;
        this.dataPosition = dataPosition;
        this.header = header;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws CheckpointException for a file that can't be read or whose header breaks the format
     */
    public static SafetensorsFile open(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            SafetensorsFile opened = read(file, channel);
            channel = null;
            return opened;
        } catch (IOException e) {
            throw new CheckpointException(file, "file", "a readable file", e);
        } finally {
            closeFailed(channel);
        }
    }

    public Path file() {
        return file;
    }

    public Set<String> names() {
        return header.tensors().keySet();
    }

    Collection<TensorEntry> entries() {
        return header.tensors().values();
    }

    /** The free strings under {@code __metadata__}, e.g. {@code format: pt}. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    public boolean contains(String name) {
        return header.tensors().containsKey(name);
    }

    /**
     * A tensor, readable until this file is closed.
     *
     * @throws CheckpointException if the file has none of that name
     */
    public FloatTensor tensor(String name) {
        return stored(name);
    }

    /**
     * A matrix of type I64 that fits the heap, an array a row.
     *
     * @throws CheckpointException if the file has none of that name, or one that is no such matrix
     */
    public long[][] wholeNumbers(String name) {
        return stored(name).wholeNumbers();
    }

    private StoredTensor stored(String name) {
        TensorEntry entry = header.tensors().get(name);
        if (entry == null) {
            throw new CheckpointException(file, name, "a tensor", "none of that name");
        }
        return new StoredTensor(file, channel, dataPosition + entry.begin(), entry);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SafetensorsFile read(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw new CheckpointException(file, "file", "at least " + LENGTH_BYTES + " bytes", size + " bytes");
        }
        long length = ByteBuffer.wrap(bytes(file, channel, 0, LENGTH_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        long longest = Math.min(SafetensorsHeader.LONGEST, size - LENGTH_BYTES);
        if (length < 2 || length > longest) {
            throw new CheckpointException(
                    file, "header", "a length from 2 to " + longest, Long.toUnsignedString(length));
        }
        byte[] json = bytes(file, channel, LENGTH_BYTES, (int) length);
        long dataPosition = LENGTH_BYTES + length;
        return new SafetensorsFile(
                file, channel, dataPosition, SafetensorsHeader.parse(file, json, size - dataPosition));
    }

    private static byte[] bytes(Path file, FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new CheckpointException(
                        file, "file", (position + count) + " bytes", (position + buffer.position()) + " bytes");
            }
        }
        return buffer.array();
    }

    private static void closeFailed(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
