package dev.r3.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we write is what Hugging Face's own writers would have written. */
class CheckpointWriterTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long ONE_FILE = 1_000_000_000;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} as {1} in shards of {2} bytes")
    @CsvSource({
        "qwen2-tied, BF16, 1000000000, 1",
        "qwen2-tied, BF16, 150000, 3",
        "qwen2-sharded-untied, F32, 1000000000, 1",
        "phi3-longrope, F32, 300000, 3",
    })
    void writesWhatItReads(String name, ElementType type, long shardBytes, int shards) throws IOException {
        Path copy = folder.resolve("copy");
        try (Checkpoint origin = Checkpoint.open(Fixtures.folder(name))) {
            new CheckpointWriter(type, shardBytes).write(origin, tensors(origin), copy);
            try (Checkpoint written = Checkpoint.open(copy)) {
                assertThat(written.config()).isEqualTo(origin.config());
                Map<String, FloatTensor> copies = tensors(written);
                assertThat(copies.keySet()).isEqualTo(tensors(origin).keySet());
                tensors(origin)
                        .forEach((key, tensor) -> assertThat(copies)
                                .extractingByKey(key)
                                .satisfies(read -> assertThat(read.toArray()).isEqualTo(tensor.toArray())));
            }
        }
        try (var files = Files.list(copy)) {
            assertThat(files.filter(file -> file.toString().endsWith(".safetensors")))
                    .hasSize(shards);
        }
        assertThat(copy.resolve("tokenizer.json"))
                .hasSameBinaryContentAs(Fixtures.folder(name).resolve("tokenizer.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "qwen2-tied, BF16",
        "qwen3, BF16",
        "llama31, BF16",
        "phi3-4k, BF16",
        "phi3-longrope, BF16",
        "mistral, BF16"
    })
    void anUnchangedFileIsTheSameToTheByte(String name, ElementType type) throws IOException {
        Path copy = folder.resolve("copy");
        try (Checkpoint origin = Checkpoint.open(Fixtures.folder(name))) {
            new CheckpointWriter(type, ONE_FILE).write(origin, tensors(origin), copy);
        }
        assertThat(copy.resolve("model.safetensors"))
                .hasSameBinaryContentAs(Fixtures.folder(name).resolve("model.safetensors"));
    }

    @Test
    void unchangedShardsHoldTheSameBytes() throws IOException {
        Path copy = folder.resolve("copy");
        try (Checkpoint origin = Checkpoint.open(Fixtures.folder("qwen2-sharded-untied"))) {
            new CheckpointWriter(ElementType.F32, 200_000).write(origin, tensors(origin), copy);
            assertThat(tensorBytes(copy)).isEqualTo(tensorBytes(origin.folder()));
        }
        JsonNode index = MAPPER.readTree(copy.resolve(Checkpoint.INDEX).toFile());
        JsonNode original = MAPPER.readTree(Fixtures.folder("qwen2-sharded-untied")
                .resolve(Checkpoint.INDEX)
                .toFile());
        assertThat(names(index)).containsExactly("metadata", "weight_map");
        assertThat(index.at("/metadata/total_size")).isEqualTo(original.at("/metadata/total_size"));
        assertThat(names(index.path("weight_map")))
                .containsExactlyElementsOf(new TreeSet<>(names(original.path("weight_map"))));
        assertThat(index.path("weight_map"))
                .allSatisfy(
                        shard -> assertThat(shard.textValue()).matches("model-0000[1-5]-of-0000[1-5]\\.safetensors"));
        assertThat(Files.readString(copy.resolve(Checkpoint.INDEX))).startsWith("{\n  \"metadata\": {\n");
    }

    @Test
    void theHeaderIsLaidOutAsTheFormatsOwnWriterDoes() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Map<String, FloatTensor> tensors = Map.of(
                "b",
                new Numbers(List.of(3L), 1, 2, 3),
                "a.é",
                new Numbers(List.of(1L, 2L), 4, 5),
                "a",
                new Numbers(List.of(), 6));
        SafetensorsWriter.write(file, tensors, ElementType.BF16);
        byte[] bytes = Files.readAllBytes(file);
        int length = Math.toIntExact(
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
        assertThat(length % 8).isZero();
        assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8).stripTrailing())
                .isEqualTo("{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"a\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[0,2]},"
                        + "\"a.é\":{\"dtype\":\"BF16\",\"shape\":[1,2],\"data_offsets\":[2,6]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[6,12]}}");
        assertThat(bytes).hasSize(8 + length + 12);
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "NaN,      F32,  NaN",
        "Infinity, BF16, Infinity",
        "65520,    F16,  65520.0",
        "-1e6,     F16,  -1000000.0",
        "3.4e38,   BF16, 3.4E38",
    })
    void refusesAWeightThatCouldNotBeReadBack(float value, ElementType type, String found) {
        Path file = folder.resolve("x.safetensors");
        Map<String, FloatTensor> tensors = Map.of("w", new Numbers(List.of(2L), 1, value));
        assertThatThrownBy(() -> SafetensorsWriter.write(file, tensors, type))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + ": w: expected weights that are finite in " + type + ", found " + found
                        + " at element 1");
    }

    @Test
    void theConfigSaysTheNewTypeInItsOwnLayout() throws IOException {
        try (Checkpoint origin = Checkpoint.open(Fixtures.folder("qwen2-tied"))) {
            new CheckpointWriter(ElementType.F32, ONE_FILE).write(origin, tensors(origin), folder.resolve("older"));
        }
        JsonNode older = MAPPER.readTree(folder.resolve("older/config.json").toFile());
        assertThat(older.path("torch_dtype").textValue()).isEqualTo("float32");
        assertThat(older.has("dtype")).isFalse();

        Path newer = Files.createDirectory(folder.resolve("newer"));
        Files.copy(folder.resolve("older/model.safetensors"), newer.resolve("model.safetensors"));
        Files.writeString(newer.resolve("config.json"), older.toString().replace("\"torch_dtype\"", "\"dtype\""));
        try (Checkpoint origin = Checkpoint.open(newer)) {
            new CheckpointWriter(ElementType.F16, ONE_FILE).write(origin, tensors(origin), folder.resolve("half"));
        }
        JsonNode half = MAPPER.readTree(folder.resolve("half/config.json").toFile());
        assertThat(half.path("dtype").textValue()).isEqualTo("float16");
        assertThat(half.has("torch_dtype")).isFalse();
    }

    @Test
    void neverWritesOverACheckpoint() throws IOException {
        try (Checkpoint origin = Checkpoint.open(Fixtures.folder("qwen2-tied"))) {
            CheckpointWriter writer = new CheckpointWriter(ElementType.F16, ONE_FILE);
            Path copy = folder.resolve("copy");
            writer.write(origin, tensors(origin), copy);
            String config = Files.readString(copy.resolve("config.json"));
            CheckpointWriter other = new CheckpointWriter(ElementType.F32, ONE_FILE);
            assertThatThrownBy(() -> other.write(origin, tensors(origin), copy))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining("the folder holds a checkpoint");
            assertThat(copy.resolve("config.json")).hasContent(config);
        }
    }

    /** A tensor in memory. */
    private record Numbers(List<Long> shape, List<Float> values) implements FloatTensor {
        Numbers(List<Long> shape, float... values) {
            this(shape, list(values));
        }

        private static List<Float> list(float[] values) {
            List<Float> list = new ArrayList<>();
            for (float value : values) {
                list.add(value);
            }
            return list;
        }

        @Override
        public void read(long first, FloatBuffer destination) {
            for (int i = Math.toIntExact(first); destination.hasRemaining(); i++) {
                destination.put(values.get(i));
            }
        }
    }

    /** Every tensor's dtype, shape and bytes. */
    private static Map<String, String> tensorBytes(Path checkpoint) throws IOException {
        Map<String, String> tensors = new TreeMap<>();
        try (var files = Files.newDirectoryStream(checkpoint, "model-*.safetensors")) {
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                int data = 8
                        + Math.toIntExact(ByteBuffer.wrap(bytes)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong());
                for (var entry : MAPPER.readTree(bytes, 8, data - 8).properties()) {
                    JsonNode offsets = entry.getValue().path("data_offsets");
                    if (!offsets.isMissingNode()) {
                        byte[] own = Arrays.copyOfRange(
                                bytes,
                                data + offsets.get(0).intValue(),
                                data + offsets.get(1).intValue());
                        tensors.put(
                                entry.getKey(),
                                entry.getValue().path("dtype") + " "
                                        + entry.getValue().path("shape") + " " + Arrays.hashCode(own));
                    }
                }
            }
        }
        return tensors;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, FloatTensor> tensors(Checkpoint checkpoint) {
        Map<String, FloatTensor> tensors = new TreeMap<>();
        for (SafetensorsFile file : checkpoint.files()) {
            file.names().forEach(name -> tensors.put(name, file.tensor(name)));
        }
        return tensors;
    }
}
