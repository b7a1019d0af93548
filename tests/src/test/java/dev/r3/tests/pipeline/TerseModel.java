package dev.r3.tests.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A fixture of the model module, of random weights, made to end about every second of its turns by itself. */
final class TerseModel {
    private static final Path FIXTURE = Path.of("..", "model", "src", "test", "resources", "fixtures", "qwen2-tied");
    private static final int END_OF_TURN = 514;

    /** In bfloat16, a factor of 16. */
    private static final int LOUDER = 4 << 7;

    private TerseModel() {}

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files;
        try (Stream<Path> all = Files.list(FIXTURE)) {
            files = all.filter(file -> !file.getFileName().toString().startsWith("reference"))
                    .toList();
        }
        for (Path file : files) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
        Path weights = folder.resolve("model.safetensors");
        Files.write(weights, louder(Files.readAllBytes(weights)));
    }

    /** The row of the embedding, which is the output's too, as bfloat16. */
    private static byte[] louder(byte[] file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = Math.toIntExact(bytes.getLong(0));
        JsonNode embedding =
                new ObjectMapper().readTree(file, Long.BYTES, header).path("model.embed_tokens.weight");
        int width = embedding.path("shape").get(1).asInt();
        int data = Long.BYTES + header + embedding.path("data_offsets").get(0).asInt();
        for (int i = 0; i < width; i++) {
            int place = data + 2 * (END_OF_TURN * width + i);
            bytes.putShort(place, (short) (bytes.getShort(place) + LOUDER));
        }
        return file;
    }
}
