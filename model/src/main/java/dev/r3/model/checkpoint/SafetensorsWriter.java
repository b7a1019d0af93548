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

/** Writes one safetensors file, all tensors in one element type. */
final class SafetensorsWriter {
    private static final int CHUNK_ELEMENTS = 1 << 20;
    private static final int HEADER_ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /**
     * Writes a new file.
     *
     * @param tensors in the order they are to stand in
     * @param type F32, F16 or BF16; narrower types round to nearest, ties to even
     */
    static void write(Path file, Map<String, FloatTensor> tensors, ElementType type) throws IOException {
        byte[] header = header(tensors, type);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeAll(
                    channel,
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(0, header.length));
            writeAll(channel, ByteBuffer.wrap(header));
            for (FloatTensor tensor : tensors.values()) {
                write(channel, tensor, type);
            }
            channel.force(true);
        }
    }

    private static byte[] header(Map<String, FloatTensor> tensors, ElementType type) throws IOException {
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

    private static void write(FileChannel channel, FloatTensor tensor, ElementType type) throws IOException {
        long elements = tensor.elements();
        int chunk = (int) Math.min(elements, CHUNK_ELEMENTS);
        FloatBuffer floats = FloatBuffer.allocate(chunk);
        ByteBuffer bytes = ByteBuffer.allocate(chunk * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long first = 0; first < elements; first += chunk) {
            floats.clear().limit((int) Math.min(chunk, elements - first));
            tensor.read(first, floats);
            narrow(floats.flip(), type, bytes.clear());
            writeAll(channel, bytes.flip());
        }
    }

    private static void narrow(FloatBuffer floats, ElementType type, ByteBuffer bytes) {
        while (floats.hasRemaining()) {
            float value = floats.get();
            switch (type) {
                case F32 -> bytes.putFloat(value);
                case F16 -> bytes.putShort(ShortFloats.toFloat16(value));
                case BF16 -> bytes.putShort(ShortFloats.toBFloat16(value));
                default -> throw new IllegalArgumentException("weights are F32, F16 or BF16, not " + type);
            }
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
