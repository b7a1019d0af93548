package dev.r3.model.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.CheckpointWriter;
import dev.r3.model.checkpoint.ElementType;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderAdapters;
import dev.r3.model.decoder.Precision;
import dev.r3.model.decoder.RandomAdapter;
import dev.r3.model.decoder.TokenBatch;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Adapters that PEFT wrote (make_lora_adapters.py) and our own, through the decoder and through files. */
class PeftAdapterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    static Stream<String> adapters() {
        return Stream.of("qwen2-tied", "qwen3", "phi3-4k");
    }

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void peftsOwnAdapterGivesPeftsLogits(String name) throws IOException {
        JsonNode reference = JSON.readTree(
                Fixtures.folder("lora/" + name).resolve("reference.json").toFile());
        int[] tokens = ints(reference.get("tokens"));
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(name));
                PeftAdapter adapter = PeftAdapter.open(Fixtures.folder("lora/" + name));
                Decoder decoder = Decoder.load(checkpoint, adapter, Precision.FLOAT32)) {
            float[] actual = logits(decoder, tokens);
            assertThat(actual).hasSize(reference.get("logits").size());
            for (int i = 0; i < actual.length; i++) {
                assertThat((double) actual[i])
                        .isEqualTo(reference.get("logits").get(i).doubleValue(), within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void whatIsSavedLoadsEqual(String name) throws IOException {
        int[] tokens = {5, 17, 99, 42};
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(name));
                Decoder decoder = Decoder.load(checkpoint, random(), Precision.FLOAT32)) {
            DecoderAdapters adapters = DecoderAdapters.of(decoder);
            new PeftWriter(name, ElementType.F32).write(adapters.config(), adapters.tensors(), folder);
            try (PeftAdapter saved = PeftAdapter.open(folder);
                    Decoder loaded = Decoder.load(checkpoint, saved, Precision.FLOAT32)) {
                assertThat(DecoderAdapters.of(loaded).config()).isEqualTo(adapters.config());
                assertThat(copies(DecoderAdapters.of(loaded).tensors()))
                        .usingRecursiveComparison()
                        .isEqualTo(copies(adapters.tensors()));
                assertThat(logits(loaded, tokens)).isEqualTo(logits(decoder, tokens));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theMergedModelComputesWhatTheAdaptedOneDoes(String name) throws IOException {
        int[] tokens = {5, 17, 99, 42, 7, 256, 31};
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(name));
                Decoder decoder = Decoder.load(checkpoint, random(), Precision.FLOAT32)) {
            DecoderAdapters adapters = DecoderAdapters.of(decoder);
            Map<String, FloatTensor> merged =
                    MergedWeights.of(decoder.tensors(), adapters.config(), adapters.tensors());
            new CheckpointWriter(ElementType.F32, 1 << 20).write(checkpoint, merged, folder.resolve("merged"));
            try (Checkpoint written = Checkpoint.open(folder.resolve("merged"));
                    Decoder plain = Decoder.load(written, Precision.FLOAT32)) {
                float[] expected = logits(decoder, tokens);
                float[] actual = logits(plain, tokens);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(actual[i]).isEqualTo(expected[i], within(1e-4f));
                }
                float[] base = adapters.without(decoder.lane(0), () -> logits(decoder, tokens));
                assertThat(largestDifference(base, actual)).isGreaterThan(0.01f);
            }
        }
    }

    static Stream<Arguments> unsupported() {
        return Stream.of(
                arguments("use_dora", "true", "use_dora: expected nothing, for it is not supported, found true"),
                arguments("use_rslora", "true", "use_rslora: expected nothing"),
                arguments("lora_bias", "true", "lora_bias: expected nothing"),
                arguments("fan_in_fan_out", "true", "fan_in_fan_out: expected nothing"),
                arguments("modules_to_save", "[\"lm_head\"]", "modules_to_save: expected nothing"),
                arguments("rank_pattern", "{\"q_proj\": 8}", "rank_pattern: expected nothing"),
                arguments("alpha_pattern", "{\"q_proj\": 8}", "alpha_pattern: expected nothing"),
                arguments("layers_to_transform", "[0]", "layers_to_transform: expected nothing"),
                arguments("a_later_feature", "7", "a_later_feature: expected nothing"),
                arguments("bias", "\"all\"", "bias: expected \"none\", found \"all\""),
                arguments("peft_type", "\"LOHA\"", "peft_type: expected \"LORA\", found \"LOHA\""),
                arguments("peft_type", "null", "peft_type: expected \"LORA\", found null"),
                arguments("task_type", "\"SEQ_CLS\"", "task_type: expected \"CAUSAL_LM\", found \"SEQ_CLS\""),
                arguments("init_lora_weights", "\"pissa\"", "init_lora_weights: expected \"gaussian\" or true"),
                arguments("r", "0", "r: expected a whole number from 1, found 0"),
                arguments("r", "2.5", "r: expected a whole number from 1, found 2.5"),
                arguments("r", "99999999999", "r: expected a whole number from 1, found 99999999999"),
                arguments("lora_alpha", "\"8\"", "lora_alpha: expected a positive number, found \"8\""),
                arguments("lora_alpha", "-1", "lora_alpha: expected a positive number, found -1"),
                arguments("target_modules", "\".*_proj\"", "target_modules: expected an array of names"),
                arguments("target_modules", "[]", "target_modules: expected an array of names, found []"),
                arguments("target_modules", "[\"all-linear\"]", "target_modules: expected an array of names"),
                arguments("target_modules", "[7]", "target_modules: expected an array of names, found [7]"));
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void refusesWhatItCanNotCompute(String key, String value, String message) throws IOException {
        copyOf("qwen2-tied", key, JSON.readTree(value));
        assertThatThrownBy(() -> PeftAdapter.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(folder.resolve("adapter_config.json") + ": " + message);
    }

    static Stream<Arguments> mismatched() {
        return Stream.of(
                arguments("r", "3", "expected shape [3, 64], found shape [4, 64]"),
                arguments(
                        "target_modules",
                        "[\"q_proj\"]",
                        "expected factors of the targets alone, found a tensor that is none"),
                arguments(
                        "target_modules",
                        "[\"q_proj\", \"v_proj\", \"k_proj\"]",
                        "expected a tensor, found none of that name"));
    }

    @ParameterizedTest
    @MethodSource("mismatched")
    void refusesTensorsThatAreNotTheConfigs(String key, String value, String message) throws IOException {
        copyOf("qwen2-tied", key, JSON.readTree(value));
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("qwen2-tied"));
                PeftAdapter adapter = PeftAdapter.open(folder)) {
            assertThatThrownBy(() -> Decoder.load(checkpoint, adapter, Precision.FLOAT32))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void refusesAnotherModelsAdapterAndMissingFiles() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("qwen3"));
                PeftAdapter adapter = PeftAdapter.open(Fixtures.folder("lora/phi3-4k"))) {
            assertThatThrownBy(() -> Decoder.load(checkpoint, adapter, Precision.FLOAT32))
                    .hasMessageStartingWith("lora target ")
                    .hasMessageContaining("is none of the model's: q_proj");
        }
        assertThatThrownBy(() -> PeftAdapter.open(folder)).hasMessageContaining("adapter_config.json");
        Files.copy(Fixtures.folder("lora/qwen3").resolve("adapter_config.json"), folder.resolve("adapter_config.json"));
        assertThatThrownBy(() -> PeftAdapter.open(folder)).hasMessageContaining("adapter_model.safetensors");
    }

    @Test
    void overwritesNoAdapter() throws IOException {
        copyOf("qwen2-tied", "r", JSON.readTree("4"));
        try (PeftAdapter adapter = PeftAdapter.open(folder)) {
            assertThatThrownBy(() -> new PeftWriter("base", ElementType.F32).write(adapter.config(), Map.of(), folder))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
    }

    private void copyOf(String adapter, String key, JsonNode value) throws IOException {
        Path origin = Fixtures.folder("lora/" + adapter);
        ObjectNode config =
                (ObjectNode) JSON.readTree(origin.resolve("adapter_config.json").toFile());
        config.set(key, value);
        JSON.writeValue(folder.resolve("adapter_config.json").toFile(), config);
        Files.copy(origin.resolve("adapter_model.safetensors"), folder.resolve("adapter_model.safetensors"));
    }

    private static LoraAdapter random() {
        return new RandomAdapter(new LoraConfig(List.of(LoraConfig.ALL_LINEAR), 4, 1.5), 11);
    }

    private static float[] logits(Decoder decoder, int[] tokens) {
        try (NDManager scope = decoder.newScope()) {
            return decoder.logits(scope, TokenBatch.paddedRight(List.of(tokens), 0))
                    .toFloatArray();
        }
    }

    private static Map<String, float[]> copies(Map<String, FloatTensor> tensors) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, tensor.toArray()));
        return copies;
    }

    private static float largestDifference(float[] first, float[] second) {
        float largest = 0;
        for (int i = 0; i < first.length; i++) {
            largest = Math.max(largest, Math.abs(first[i] - second[i]));
        }
        return largest;
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).intValue();
        }
        return values;
    }
}
