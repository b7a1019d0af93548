package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Distributions against transformers' own, and draws against the distributions. */
class SamplingTest {
    private static final int[] UNSEEN = {};

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void distributionsAreTransformersOwn(String fixture) throws IOException {
        Path folder = Fixtures.folder(fixture);
        JsonNode reference =
                new ObjectMapper().readTree(folder.resolve("reference.json").toFile());
        try (Checkpoint checkpoint = Checkpoint.open(folder);
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
                KeyValueCache cache = KeyValueCache.of(decoder);
                NDManager scope = decoder.newScope();
                SafetensorsFile tensors = SafetensorsFile.open(folder.resolve("reference.safetensors"))) {
            JsonNode ids = reference.get("prompts").get(1).get("input_ids");
            int[] prompt = new int[ids.size()];
            Arrays.setAll(prompt, i -> ids.get(i).intValue());
            cache.resize(1, 128);
            NDArray logits = cache.extend(scope, List.of(new RowExtension(0, Trunk.NONE, 0, prompt, prompt.length)));
            for (JsonNode sample : reference.get("sampling").get("cases")) {
                float[] expected =
                        tensors.tensor(sample.get("probs_tensor").textValue()).toArray();
                Sampling sampling = sampling(sample.get("settings"));
                float[] found = cache.distribution(logits, new DrawRule(sampling, 0, prompt));
                for (int i = 0; i < expected.length; i++) {
                    assertThat(found[i]).as("token %d, %s", i, sampling).isCloseTo(expected[i], within(1e-5f));
                    assertThat(found[i] > 0).isEqualTo(expected[i] > 0);
                }
            }
        }
    }

    @Test
    void drawsFollowTheDistributionWhateverElseIsInTheBatch() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("qwen2-tied"));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
                KeyValueCache cache = KeyValueCache.of(decoder);
                NDManager scope = decoder.newScope()) {
            NDArray logits = scope.create(new float[] {0, 1, 2, 3, -1, 0.5f, 2, 1}, new Shape(2, 4));
            Sampling nucleus = new Sampling(0.8, 3, 0.9, 0.1, 1);
            for (Sampling sampling : List.of(Sampling.atTemperature(1), Sampling.atTemperature(2), nucleus)) {
                float[] expected = cache.distribution(logits.get("0:1"), new DrawRule(sampling, 0, UNSEEN));
                List<DrawRule> rules = new ArrayList<>();
                int draws = 1000;
                for (int i = 0; i < draws; i++) {
                    rules.add(new DrawRule(sampling, (i + 0.5f) / draws, UNSEEN));
                    rules.add(new DrawRule(Sampling.greedy(), 0.99f, UNSEEN));
                }
                int[] rows = new int[rules.size()];
                Arrays.setAll(rows, i -> i % 2);
                int[] counts = new int[4];
                List<Draw> drawn = cache.draw(logits, rows, rules);
                for (int i = 0; i < rules.size(); i += 2) {
                    counts[drawn.get(i).token()]++;
                    assertThat(drawn.get(i + 1).token()).isEqualTo(2);
                }
                for (int token = 0; token < 4; token++) {
                    assertThat(counts[token]).isCloseTo(Math.round(expected[token] * draws), within(1));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 1, 0, 1, 'temperature must be a number of 0 or more, not -1.0'",
        "1, -3, 1, 0, 1, 'top-k must be 0 or more, not -3'",
        "1, 0, 0, 0, 1, 'top-p must be in (0, 1], not 0.0'",
        "1, 0, 1, 1.5, 1, 'min-p must be in [0, 1], not 1.5'",
        "1, 0, 1, 0, 0, 'repetition penalty must be positive, not 0.0'"
    })
    void refusesSettingsOutOfRange(
            double temperature, int topK, double topP, double minP, double penalty, String message) {
        assertThatThrownBy(() -> new Sampling(temperature, topK, topP, minP, penalty))
                .hasMessage(message);
    }

    private static Sampling sampling(JsonNode settings) {
        return new Sampling(
                settings.path("temperature").asDouble(1),
                settings.path("top_k").asInt(0),
                settings.path("top_p").asDouble(1),
                settings.path("min_p").asDouble(0),
                settings.path("repetition_penalty").asDouble(1));
    }
}
