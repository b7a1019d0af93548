package dev.r3.model.pretrain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.checkpoint.AttentionConfig;
import dev.r3.model.checkpoint.Family;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.model.checkpoint.RopeConfig;
import dev.r3.model.checkpoint.RopeScaling;
import java.util.Collections;

/**
 * Sizes of a qwen2 model whose output layer is its embedding.
 *
 * @param maxPositions the longest sequence, in tokens
 */
public record ModelShape(
        int hidden, int layers, int heads, int keyValueHeads, int feedForward, int maxPositions, double ropeTheta) {
    private static final double NORM_EPSILON = 1e-6;
    private static final double DEVIATION = 0.02;

    public ModelShape {
        if (heads < 1 || hidden % (2 * heads) != 0) {
            throw new IllegalArgumentException(
                    "'hidden' is %d with %d heads; expected an even number for each head".formatted(hidden, heads));
        }
        if (keyValueHeads < 1 || heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    "'key-value-heads' is %d; expected a divisor of %d heads".formatted(keyValueHeads, heads));
        }
    }

    /** The standard deviation of untrained matrices. */
    double deviation() {
        return DEVIATION;
    }

    ModelConfig config(int vocabularySize) {
        int headSize = hidden / heads;
        return new ModelConfig(
                Family.QWEN2,
                vocabularySize,
                hidden,
                feedForward,
                layers,
                maxPositions,
                NORM_EPSILON,
                false,
                true,
                new AttentionConfig(heads, keyValueHeads, headSize, true, false, Collections.nCopies(layers, 0)),
                new RopeConfig(ropeTheta, headSize, new RopeScaling.Unscaled()));
    }

    /** The same as config.json. */
    ObjectNode json(int vocabularySize, int endOfTurn, int padding) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("architectures").add("Qwen2ForCausalLM");
        return json.put("attention_dropout", 0.0)
                .put("eos_token_id", endOfTurn)
                .put("hidden_act", "silu")
                .put("hidden_size", hidden)
                .put("initializer_range", DEVIATION)
                .put("intermediate_size", feedForward)
                .put("max_position_embeddings", maxPositions)
                .put("model_type", "qwen2")
                .put("num_attention_heads", heads)
                .put("num_hidden_layers", layers)
                .put("num_key_value_heads", keyValueHeads)
                .put("pad_token_id", padding)
                .put("rms_norm_eps", NORM_EPSILON)
                .put("rope_theta", ropeTheta)
                .put("tie_word_embeddings", true)
                .put("torch_dtype", "float32")
                .put("use_cache", true)
                .put("use_sliding_window", false)
                .put("vocab_size", vocabularySize);
    }
}
