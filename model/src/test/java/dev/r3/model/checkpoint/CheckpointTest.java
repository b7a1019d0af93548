package dev.r3.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
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

    @Test
    void namesWhatIsMissingOrOfAnotherShape() {
        Path fixture = Fixtures.folder("qwen2-tied");
        try (Checkpoint checkpoint = Checkpoint.open(fixture)) {
            assertThatThrownBy(() -> checkpoint.tensor("lm_head.weight", List.of(640L, 64L)))
                    .hasMessage(fixture
                            + ": lm_head.weight: expected a tensor of shape [640, 64], found none of that name");
            assertThatThrownBy(() -> checkpoint.tensor("model.norm.weight", List.of(65L)))
                    .hasMessage(fixture.resolve("model.safetensors")
                            + ": model.norm.weight: expected shape [65], found shape [64]");
        }
    }

    @ParameterizedTest
    @CsvSource({"../x.safetensors", "/etc/passwd", "'a\\u0000.safetensors'", "pytorch_model.bin", "''"})
    void anIndexNamesOnlyFilesOfItsFolder(String shard) throws IOException {
        Files.copy(Fixtures.folder("qwen2-tied").resolve("config.json"), folder.resolve("config.json"));
        Files.writeString(folder.resolve(Checkpoint.INDEX), "{\"weight_map\":{\"a\":\"" + shard + "\"}}");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("a: expected the name of a file in the folder");
    }

    private static Map<String, FloatTensor> tensors(Checkpoint checkpoint) {
        Map<String, FloatTensor> tensors = new TreeMap<>();
        for (SafetensorsFile file : checkpoint.files()) {
            file.names().forEach(name -> tensors.put(name, file.tensor(name)));
        }
        return tensors;
    }
}
