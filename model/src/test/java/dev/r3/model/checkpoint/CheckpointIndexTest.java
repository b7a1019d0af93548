package dev.r3.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The index of a sharded checkpoint is as untrusted as its shards. */
class CheckpointIndexTest {
    @TempDir
    Path folder;

    @BeforeEach
    void twoShards() throws IOException {
        Files.copy(Fixtures.folder("qwen2-tied").resolve("config.json"), folder.resolve("config.json"));
        shard("1.safetensors", "a", "b");
        shard("2.safetensors", "c");
    }

    @Test
    void findsEveryTensorAlsoThoseTheIndexLeavesOut() throws IOException {
        index("{'a':'1.safetensors','c':'2.safetensors'}");
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.names()).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../x.safetensors",
        "/etc/passwd",
        "sub/x.safetensors",
        "'..\\x.safetensors'",
        "'a\u0000.safetensors'",
        ".safetensors",
        "pytorch_model.bin",
        "''"
    })
    void namesOnlyFilesOfItsFolder(String shard) throws IOException {
        index("{'a':'" + shard.replace("\\", "\\\\").replace("\u0000", "\\u0000") + "'}");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("weight_map.a: expected the name of a file in the folder");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':'1.safetensors','x':'2.safetensors'}  | 2.safetensors: x: expected the tensor the index names, found none of that name",
                "{'c':'1.safetensors','a':'2.safetensors'}  | 1.safetensors: c: expected the tensor the index names, found none of that name",
                "{'a':'1.safetensors','c':'3.safetensors'}  | 3.safetensors: file: expected a readable file, found no such file",
                "{'a':3}                                    | model.safetensors.index.json: weight_map.a: expected a string, found 3",
                "{'a':null}                                 | model.safetensors.index.json: weight_map.a: expected the name of a file in the folder, found null",
                "[]                                         | model.safetensors.index.json: weight_map: expected a JSON object, found []",
                "null                                       | model.safetensors.index.json: weight_map: expected a JSON object, found null",
                "{'a':'1.safetensors','a':'2.safetensors'}  | model.safetensors.index.json: file: expected valid JSON, found Duplicate field 'a'",
            })
    void rejects(String weightMap, String message) throws IOException {
        index(weightMap);
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder + "/" + message);
    }

    @Test
    void rejectsATensorInTwoShards() throws IOException {
        shard("2.safetensors", "a", "c");
        index("{'a':'1.safetensors','c':'2.safetensors'}");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder + "/2.safetensors: a: expected a tensor of one shard, found the same in"
                        + " 1.safetensors");
    }

    @Test
    void theSingleFileCountsWhereThereAreBoth() throws IOException {
        index("{'a':'1.safetensors','c':'2.safetensors'}");
        shard("model.safetensors", "single");
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.names()).containsExactly("single");
        }
    }

    private void shard(String name, String... tensors) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
        try (SafetensorsFile fixture =
                SafetensorsFile.open(Fixtures.folder("qwen2-tied").resolve("model.safetensors"))) {
            FloatTensor any = fixture.tensor("model.norm.weight");
            Map<String, FloatTensor> named = new HashMap<>();
            for (String tensor : tensors) {
                named.put(tensor, any);
            }
            SafetensorsWriter.write(folder.resolve(name), named, ElementType.BF16);
        }
    }

    private void index(String weightMap) throws IOException {
        Files.writeString(folder.resolve(Checkpoint.INDEX), ("{'weight_map':" + weightMap + "}").replace('\'', '"'));
    }
}
