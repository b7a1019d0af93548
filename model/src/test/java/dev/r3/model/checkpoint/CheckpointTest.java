package dev.r3.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    Path folder;

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

    @Test
    void anUnknownArchitectureListsTheKnown() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"gpt2\"}");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder.resolve("config.json")
                        + ": model_type: expected one of qwen2, qwen3, llama, mistral, phi3, found \"gpt2\"");
    }

    @Test
    void aFolderWithoutSafetensorsIsAnError() throws IOException {
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .hasMessage(folder.resolve("config.json") + ": file: expected a readable file, found no such file");
        Files.copy(Fixtures.folder("qwen2-tied").resolve("config.json"), folder.resolve("config.json"));
        Files.writeString(folder.resolve("pytorch_model.bin"), "never read");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder
                        + ": weights: expected model.safetensors or model.safetensors.index.json, found neither");
    }

    @Test
    void summarizesItsWeights() {
        try (Checkpoint tied = Checkpoint.open(Fixtures.folder("qwen2-tied"));
                Checkpoint sharded = Checkpoint.open(Fixtures.folder("qwen2-sharded-untied"))) {
            assertThat(tied.summary().files()).containsExactly("model.safetensors");
            assertThat(tied.summary().types()).containsExactly(ElementType.BF16);
            assertThat(tied.summary().bytes()).isEqualTo(2 * tied.summary().parameters());
            assertThat(sharded.summary().files()).hasSize(3);
            assertThat(sharded.summary().types()).containsExactly(ElementType.F32);
            // The total_size of its index.
            assertThat(sharded.summary().bytes()).isEqualTo(624896);
            assertThat(sharded.summary().parameters()).isEqualTo(624896 / Float.BYTES);
        }
    }
}
