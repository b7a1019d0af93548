package dev.r3.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/** A tensor in an open safetensors file, widened to floats as it is read. A value that isn't finite is an error. */
final class StoredTensor implements FloatTensor {
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
        if (first < 0 || first + count > entry.elements()) {
            throw new IllegalArgumentException("elements [" + first + ", " + (first + count) + ") of " + entry);
        }
        if (!entry.type().isWeight()) {
            throw new CheckpointException(
                    file, entry.name(), "F32, F16 or BF16", entry.type().name());
        }
        FloatBuffer written = destination.duplicate();
        widen(map(first, count), destination);
        requireFinite(first, written);
    }

    private ByteBuffer map(long first, long count) {
        int bytes = entry.type().bytes();
        try {
            return channel.map(FileChannel.MapMode.READ_ONLY, position + first * bytes, count * bytes)
                    .order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new CheckpointException(file, entry.name(), "a mappable file", e);
        }
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
