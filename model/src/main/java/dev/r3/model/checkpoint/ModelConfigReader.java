package dev.r3.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads config.json. Sizes that shape every tensor must be there; other absent keys take the default that transformers
 * gives the family. Keys that would change the arithmetic in a way the decoder doesn't know are errors.
 */
final class ModelConfigReader {
    private static final int WINDOW = 4096;
    private static final int QWEN_FIRST_SLIDING_LAYER = 28;
    private static final int QWEN_KEY_VALUE_HEADS = 32;
    private static final int MISTRAL_KEY_VALUE_HEADS = 8;
    private static final int QWEN3_HEAD_SIZE = 128;
    private static final double PHI3_NORM_EPSILON = 1e-5;
    private static final double NORM_EPSILON = 1e-6;
    private static final String SLIDING = "sliding_attention";
    private static final String FULL = "full_attention";
    private static final String LANGUAGE_MODEL = "ForCausalLM";
    /** Both names of one function. */
    private static final Set<String> SILU = Set.of("silu", "swish");

    private ModelConfigReader() {}

    /**
     * @throws CheckpointException for an unreadable file, an unknown family or a value the decoder can't honour
     */
    static ModelConfig read(Path file) {
        return of(file, StrictJson.read(file));
    }

    /** The same, of the file's content. */
    static ModelConfig of(Path file, JsonNode content) {
        ConfigObject json = ConfigObject.of(file, content);
        Family family = family(json);
        requireKnownArithmetic(json);
        try {
            AttentionConfig attention = attention(family, json);
            return new ModelConfig(
                    family,
                    json.size("vocab_size"),
                    json.size("hidden_size"),
                    json.size("intermediate_size"),
                    json.size("num_hidden_layers", SizeLimit.LAYERS),
                    json.size("max_position_embeddings"),
                    json.positive("rms_norm_eps", family == Family.PHI3 ? PHI3_NORM_EPSILON : NORM_EPSILON),
                    family == Family.LLAMA && json.flag("mlp_bias"),
                    json.flag("tie_word_embeddings"),
                    attention,
                    RopeConfigReader.read(family, json, attention.headSize()));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(file, "file", "sizes that fit together", e);
        }
    }

    private static Family family(ConfigObject json) {
        return Family.of(json.text("model_type", ""))
                .orElseThrow(() -> json.wrong(
                        "model_type",
                        Arrays.stream(Family.values())
                                .map(Family::modelType)
                                .collect(Collectors.joining(", ", "one of ", ""))));
    }

    private static void requireKnownArithmetic(ConfigObject json) {
        // A classifier or an embedding model has no output layer over the vocabulary.
        if (json.has("architectures")
                && json.texts("architectures").stream().noneMatch(name -> name.endsWith(LANGUAGE_MODEL))) {
            throw json.wrong("architectures", "one that ends in " + LANGUAGE_MODEL);
        }
        if (!SILU.contains(json.text("hidden_act", "silu"))) {
            throw json.wrong("hidden_act", "silu");
        }
        if (json.has("quantization_config")) {
            throw json.wrong("quantization_config", "none: weights in F32, F16 or BF16");
        }
    }

    private static AttentionConfig attention(Family family, ConfigObject json) {
        int heads = json.size("num_attention_heads");
        boolean configuredBias = family.attentionBiases() == Family.Biases.CONFIGURED && json.flag("attention_bias");
        return new AttentionConfig(
                heads,
                keyValueHeads(family, json, heads),
                headSize(family, json, heads),
                configuredBias || family.attentionBiases() == Family.Biases.QUERY_KEY_VALUE,
                configuredBias,
                windows(family, json));
    }

    private static int keyValueHeads(Family family, ConfigObject json, int heads) {
        int absent = switch (family) {
            case QWEN2, QWEN3 -> QWEN_KEY_VALUE_HEADS;
            case MISTRAL -> MISTRAL_KEY_VALUE_HEADS;
            case LLAMA, PHI3 -> heads;
        };
        // In transformers a null is not the default but one for each head.
        int keyValueHeads = json.size("num_key_value_heads", json.node().has("num_key_value_heads") ? heads : absent);
        if (heads % keyValueHeads != 0) {
            throw json.wrong("num_key_value_heads", "a divisor of " + heads + " heads");
        }
        return keyValueHeads;
    }

    private static int headSize(Family family, ConfigObject json, int heads) {
        if (json.has("head_dim")) {
            int size = json.size("head_dim", SizeLimit.HEAD_SIZE);
            if (size % 2 != 0) {
                throw json.wrong("head_dim", "an even number");
            }
            return size;
        }
        if (family == Family.QWEN3) {
            return QWEN3_HEAD_SIZE;
        }
        int hidden = json.size("hidden_size");
        if (hidden % (2L * heads) != 0 || hidden / heads > SizeLimit.HEAD_SIZE.largest()) {
            throw json.wrong("hidden_size", "an even multiple of " + heads + " heads");
        }
        return hidden / heads;
    }

    private static List<Integer> windows(Family family, ConfigObject json) {
        int layers = json.size("num_hidden_layers", SizeLimit.LAYERS);
        int window = window(family, json);
        if (window == 0) {
            return Collections.nCopies(layers, 0);
        }
        if (!isQwen(family)) {
            return Collections.nCopies(layers, window);
        }
        if (json.has("layer_types")) {
            return layerTypes(json, layers).stream()
                    .map(type -> type.equals(SLIDING) ? window : 0)
                    .toList();
        }
        int firstSliding = json.size("max_window_layers", QWEN_FIRST_SLIDING_LAYER);
        return IntStream.range(0, layers)
                .mapToObj(layer -> layer < firstSliding ? 0 : window)
                .toList();
    }

    private static List<String> layerTypes(ConfigObject json, int layers) {
        List<String> types = json.texts("layer_types");
        if (types.size() != layers || !Set.of(SLIDING, FULL).containsAll(types)) {
            throw json.wrong("layer_types", layers + " of " + SLIDING + " or " + FULL);
        }
        return types;
    }

    /** The window of the layers that have one; 0 for none. In transformers a null is not the default but none. */
    private static int window(Family family, ConfigObject json) {
        int absent = json.node().has("sliding_window") ? 0 : WINDOW;
        return switch (family) {
            case QWEN2, QWEN3 -> json.flag("use_sliding_window") ? json.size("sliding_window", absent) : 0;
            case MISTRAL -> json.size("sliding_window", absent);
            case PHI3 -> json.size("sliding_window", 0);
            case LLAMA -> 0;
        };
    }

    private static boolean isQwen(Family family) {
        return family == Family.QWEN2 || family == Family.QWEN3;
    }
}
