package dev.r3.model.checkpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes one safetensors file, all tensors in one element type. */
public final class SafetensorsWriter {
    private static final int CHUNK_ELEMENTS = 1 << 20;
    private static final int HEADER_ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /**
     * Writes a new file.
     *
     * @param unordered the tensors by name; they stand in the order of their names, as the format's own writer has them
     * @param type F32, F16 or BF16; narrower types round to nearest, ties to even
     * @throws CheckpointException for an element that isn't finite, or no longer is in a narrower type
     */
    public static void write(Path file, Map<String, FloatTensor> unordered, ElementType type) throws IOException {
        SortedMap<String, FloatTensor> tensors = new TreeMap<>(unordered);
        byte[] header = header(tensors, type);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeAll(
                    channel,
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(0, header.length));
            writeAll(channel, ByteBuffer.wrap(header));
            for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
                write(channel, new Destination(file, tensor.getKey(), type), tensor.getValue());
            }
            channel.force(true);
        }
    }

    private static byte[] header(SortedMap<String, FloatTensor> tensors, ElementType type) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        // transformers refuses a file whose metadata doesn't say which framework wrote it.
        root.putObject("__metadata__").put("format", "pt");
        long begin = 0;
        for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
            long end = begin + tensor.getValue().elements() * type.bytes();
            ObjectNode entry = root.putObject(tensor.getKey()).put("dtype", type.name());
            tensor.getValue().shape().forEach(entry.withArray("shape")::add);
            entry.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        byte[] json = StrictJson.write(root);
        int padded = (json.length + HEADER_ALIGNMENT - 1) / HEADER_ALIGNMENT * HEADER_ALIGNMENT;
        byte[] header = Arrays.copyOf(json, padded);
        Arrays.fill(header, json.length, padded, (byte) ' ');
        return header;
    }

    /** What a tensor is written to. */
    private record Destination(Path file, String tensor, ElementType type) {}

    private static void write(FileChannel channel, Destination destination, FloatTensor tensor) throws IOException {
        ElementType type = destination.type();
        long elements = tensor.elements();
        int chunk = (int) Math.min(elements, CHUNK_ELEMENTS);
        FloatBuffer floats = FloatBuffer.allocate(chunk);
        ByteBuffer bytes = ByteBuffer.allocate(chunk * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long first = 0; first < elements; first += chunk) {
            floats.clear().limit((int) Math.min(chunk, elements - first));
            tensor.read(first, floats);
            narrow(floats.flip(), first, destination, bytes.clear());
            writeAll(channel, bytes.flip());
        }
    }

    private static void narrow(FloatBuffer floats, long first, Destination destination, ByteBuffer bytes) {
        while (floats.hasRemaining()) {
            long element = first + floats.position();
            float value = floats.get();
            float kept = switch (destination.type()) {
                case F32 -> {
                    bytes.putFloat(value);
                    yield value;
                }
                case F16 -> {
                    short half = ShortFloats.toFloat16(value);
                    bytes.putShort(half);
                    yield ShortFloats.fromFloat16(half);
                }
                case BF16 -> {
                    short half = ShortFloats.toBFloat16(value);
                    bytes.putShort(half);
                    yield ShortFloats.fromBFloat16(half);
                }
                default ->
                    throw new IllegalArgumentException("weights are F32, F16 or BF16, not " + destination.type());
            };
            if (!Float.isFinite(kept)) {
                throw new CheckpointException(
                        destination.file(),
                        destination.tensor(),
                        "weights that are finite in " + destination.type(),
                        value + " at element " + element);
            }
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
