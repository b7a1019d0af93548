package dev.r3.model.grpo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The I64 tensors of a safetensors file, which {@code SafetensorsFile} doesn't read: no weights are of that type. */
final class WholeNumbers {
    private final ByteBuffer bytes;
    private final JsonNode header;
    private final int dataPosition;

    private WholeNumbers(ByteBuffer bytes, JsonNode header, int dataPosition) {
        this.bytes = bytes;
        this.header = header;
        this.dataPosition = dataPosition;
    }

    static WholeNumbers of(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong(0));
        JsonNode header = new ObjectMapper().readTree(bytes.array(), Long.BYTES, length);
        return new WholeNumbers(bytes, header, Long.BYTES + length);
    }

    /** A matrix. */
    long[][] matrix(String name) {
        JsonNode entry = header.path(name);
        if (!entry.path("dtype").asText().equals("I64") || entry.path("shape").size() != 2) {
            throw new IllegalArgumentException(name + " is no I64 matrix: " + entry);
        }
        long[][] matrix = new long[entry.path("shape").get(0).intValue()]
                [entry.path("shape").get(1).intValue()];
        int position = dataPosition + entry.path("data_offsets").get(0).intValue();
        for (long[] row : matrix) {
            for (int column = 0; column < row.length; column++) {
                row[column] = bytes.getLong(position);
                position += Long.BYTES;
            }
        }
        return matrix;
    }
}
