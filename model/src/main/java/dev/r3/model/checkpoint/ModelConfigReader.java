package dev.r3.model.checkpoint;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads config.json. Absent keys take the default that transformers gives the family. Keys that would change the
 * arithmetic in a way the decoder doesn't know are errors.
 */
final class ModelConfigReader {
    private static final int MISTRAL_WINDOW = 4096;
    private static final int QWEN3_HEAD_SIZE = 128;
    private static final double PHI3_NORM_EPSILON = 1e-5;
    private static final double NORM_EPSILON = 1e-6;

    private ModelConfigReader() {}

    /**
     * @throws CheckpointException for an unreadable file, an unknown family or a value the decoder can't honour
     */
    static ModelConfig read(Path file) {
        ConfigObject json = ConfigObject.of(file, StrictJson.read(file));
        Family family = family(json);
        requireKnownArithmetic(json);
        try {
            AttentionConfig attention = attention(family, json);
            return new ModelConfig(
                    family,
                    json.size("vocab_size"),
                    json.size("hidden_size"),
                    json.size("intermediate_size"),
                    json.size("num_hidden_layers"),
                    json.size("max_position_embeddings"),
                    json.number("rms_norm_eps", family == Family.PHI3 ? PHI3_NORM_EPSILON : NORM_EPSILON),
                    json.flag("mlp_bias"),
                    json.flag("tie_word_embeddings"),
                    attention,
                    RopeConfigReader.read(json, attention.headSize()));
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
        if (!json.text("hidden_act", "silu").equals("silu")) {
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
                json.size("num_key_value_heads", heads),
                headSize(family, json, heads),
                configuredBias || family.attentionBiases() == Family.Biases.QUERY_KEY_VALUE,
                configuredBias,
                windows(family, json));
    }

    private static int headSize(Family family, ConfigObject json, int heads) {
        if (json.has("head_dim") || family == Family.QWEN3) {
            return json.size("head_dim", QWEN3_HEAD_SIZE);
        }
        int hidden = json.size("hidden_size");
        if (hidden % heads != 0) {
            throw json.wrong("hidden_size", "a multiple of " + heads + " heads");
        }
        return hidden / heads;
    }

    private static List<Integer> windows(Family family, ConfigObject json) {
        int layers = json.size("num_hidden_layers");
        int window = window(family, json);
        if (window == 0) {
            return Collections.nCopies(layers, 0);
        }
        if (json.has("layer_types")) {
            return json.texts("layer_types").stream()
                    .map(type -> switch (type) {
                        case "sliding_attention" -> window;
                        case "full_attention" -> 0;
                        default -> throw json.wrong("layer_types", "sliding_attention or full_attention");
                    })
                    .toList();
        }
        // The Qwen families keep full attention in their first layers.
        int firstSliding = isQwen(family) ? json.size("max_window_layers", layers) : 0;
        return IntStream.range(0, layers)
                .mapToObj(layer -> layer < firstSliding ? 0 : window)
                .toList();
    }

    /** The window of the layers that have one; 0 for none. */
    private static int window(Family family, ConfigObject json) {
        return switch (family) {
            case QWEN2, QWEN3 -> json.flag("use_sliding_window") ? json.size("sliding_window", MISTRAL_WINDOW) : 0;
            case MISTRAL -> json.node().has("sliding_window") ? json.size("sliding_window", 0) : MISTRAL_WINDOW;
            case PHI3 -> json.size("sliding_window", 0);
            case LLAMA -> 0;
        };
    }

    private static boolean isQwen(Family family) {
        return family == Family.QWEN2 || family == Family.QWEN3;
    }
}
