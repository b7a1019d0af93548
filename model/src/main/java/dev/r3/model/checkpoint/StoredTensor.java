package dev.r3.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/** A tensor in an open safetensors file, widened to floats as it is read. A value that isn't finite is an error. */
final class StoredTensor implements FloatTensor {
    private static final long PIECE_ELEMENTS = 1 << 24;
    private static final long SMALLEST_MAPPED = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private final long position;
    private final TensorEntry entry;

    /**
     * @param position where the tensor's bytes begin in the file
     */
    StoredTensor(Path file, FileChannel channel, long position, TensorEntry entry) {
        this.file = file;
        this.channel = channel;
        this.position = position;
        this.entry = entry;
    }

    @Override
    public List<Long> shape() {
        return entry.shape();
    }

    @Override
    public void read(long first, FloatBuffer destination) {
        long count = destination.remaining();
        if (first < 0 || first > entry.elements() - count) {
            throw new IllegalArgumentException("elements [" + first + ", " + (first + count) + ") of " + entry);
        }
        if (!entry.type().isWeight()) {
            throw new CheckpointException(
                    file, entry.name(), "F32, F16 or BF16", entry.type().name());
        }
        FloatBuffer written = destination.duplicate();
        for (long done = 0; done < count; done += PIECE_ELEMENTS) {
            widen(bytes(first + done, Math.min(PIECE_ELEMENTS, count - done)), destination);
        }
        requireFinite(first, written);
    }

    /** All of an I64 matrix. */
    long[][] wholeNumbers() {
        if (entry.type() != ElementType.I64 || entry.shape().size() != 2 || entry.elements() == 0) {
            throw new CheckpointException(
                    file,
                    entry.name(),
                    "a matrix of type I64 with elements",
                    entry.type() + " of shape " + entry.shape());
        }
        LongBuffer source = bytes(0, entry.elements()).asLongBuffer();
        int columns = Math.toIntExact(entry.shape().get(1));
        long[][] rows = new long[Math.toIntExact(entry.shape().get(0))][columns];
        for (long[] row : rows) {
            source.get(row);
        }
        return rows;
    }

    /** Large pieces are mapped. Small ones are copied: a mapping lasts until the collector finds it. */
    private ByteBuffer bytes(long first, long count) {
        int bytes = entry.type().bytes();
        long begin = position + first * bytes;
        try {
            ByteBuffer source = count < SMALLEST_MAPPED
                    ? copy(begin, Math.toIntExact(count * bytes))
                    : channel.map(FileChannel.MapMode.READ_ONLY, begin, count * bytes);
            return source.order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new CheckpointException(file, entry.name(), "a readable file", e);
        }
    }

    private ByteBuffer copy(long begin, int count) throws IOException {
        ByteBuffer copy = ByteBuffer.allocate(count);
        while (copy.hasRemaining()) {
            if (channel.read(copy, begin + copy.position()) < 0) {
                throw new CheckpointException(
                        file, entry.name(), (begin + count) + " bytes", "an end at " + channel.size());
            }
        }
        return copy.flip();
    }

    private void widen(ByteBuffer source, FloatBuffer destination) {
        switch (entry.type()) {
            case F32 -> destination.put(source.asFloatBuffer());
            case BF16 -> {
                ShortBuffer shorts = source.asShortBuffer();
                while (shorts.hasRemaining()) {
                    destination.put(ShortFloats.fromBFloat16(shorts.get()));
                }
            }
            case F16 -> {
                ShortBuffer shorts = source.asShortBuffer();
                while (shorts.hasRemaining()) {
                    destination.put(ShortFloats.fromFloat16(shorts.get()));
                }
            }
            default -> throw new IllegalStateException("not a weight: " + entry);
        }
    }

    private void requireFinite(long first, FloatBuffer values) {
        for (int i = values.position(); i < values.limit(); i++) {
            if (!Float.isFinite(values.get(i))) {
                long element = first + i - values.position();
                throw new CheckpointException(
                        file, entry.name(), "finite weights", values.get(i) + " at element " + element);
            }
        }
    }
}
