package dev.r3.model.decoder;

import dev.r3.model.checkpoint.AttentionConfig;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.model.decoder.WeightSlot.Order;
import dev.r3.model.decoder.WeightSlot.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tensors of a checkpoint make up the decoder's weights, in the order of decoder.py: every family is laid out as
 * Phi-3 stores itself, with query, key and value in one matrix and gate and up in another, so that a layer has four
 * matrix products.
 */
final class WeightLayout {
    private final ModelConfig config;
    private final List<WeightSlot> slots = new ArrayList<>();

    private WeightLayout(ModelConfig config) {
        this.config = config;
    }

    static List<WeightSlot> of(ModelConfig config) {
        WeightLayout layout = new WeightLayout(config);
        layout.matrix("model.embed_tokens.weight", config.vocabularySize(), config.hiddenSize());
        for (int i = 0; i < config.layers(); i++) {
            layout.attention("model.layers." + i + ".self_attn.", "model.layers." + i + ".input_layernorm.weight");
            layout.feedForward("model.layers." + i + ".mlp.", "model.layers." + i + ".post_attention_layernorm.weight");
        }
        layout.vector("model.norm.weight", config.hiddenSize());
        if (config.tiedEmbeddings()) {
            layout.absent();
        } else {
            layout.matrix("lm_head.weight", config.vocabularySize(), config.hiddenSize());
        }
        return List.copyOf(layout.slots);
    }

    private void attention(String prefix, String norm) {
        AttentionConfig attention = config.attention();
        long queryRows = (long) attention.heads() * attention.headSize();
        long keyRows = (long) attention.keyValueHeads() * attention.headSize();
        vector(norm, config.hiddenSize());
        List<Rows> inputs = config.family().storesFusedProjections()
                ? List.of(new Rows("qkv_proj", queryRows + 2 * keyRows))
                : List.of(new Rows("q_proj", queryRows), new Rows("k_proj", keyRows), new Rows("v_proj", keyRows));
        projection(prefix, inputs, config.hiddenSize(), attention.queryKeyValueBias());
        if (config.family().normalizesQueriesAndKeys()) {
            vector(prefix + "q_norm.weight", attention.headSize());
            vector(prefix + "k_norm.weight", attention.headSize());
        } else {
            absent();
            absent();
        }
        projection(prefix, List.of(new Rows("o_proj", config.hiddenSize())), queryRows, attention.outputBias());
    }

    private void feedForward(String prefix, String norm) {
        long rows = config.intermediateSize();
        vector(norm, config.hiddenSize());
        List<Rows> inputs = config.family().storesFusedProjections()
                ? List.of(new Rows("gate_up_proj", 2 * rows))
                : List.of(new Rows("gate_proj", rows), new Rows("up_proj", rows));
        projection(prefix, inputs, config.hiddenSize(), config.feedForwardBias());
        projection(prefix, List.of(new Rows("down_proj", config.hiddenSize())), rows, config.feedForwardBias());
    }

    /** A matrix and its bias, from one or more projections. */
    private void projection(String prefix, List<Rows> parts, long columns, boolean bias) {
        List<Source> matrices = new ArrayList<>();
        List<Source> biases = new ArrayList<>();
        long rows = 0;
        for (Rows part : parts) {
            matrices.add(new Source(prefix + part.name() + ".weight", List.of(part.count(), columns), rows, 0));
            biases.add(new Source(prefix + part.name() + ".bias", List.of(part.count()), rows, 0));
            rows += part.count();
        }
        slots.add(new WeightSlot(List.of(rows, columns), matrices, Order.TRANSPOSED));
        if (bias) {
            slots.add(new WeightSlot(List.of(rows), biases, Order.AS_STORED));
        } else {
            absent();
        }
    }

    private void matrix(String name, long rows, long columns) {
        List<Long> shape = List.of(rows, columns);
        slots.add(new WeightSlot(shape, List.of(new Source(name, shape, 0, 0)), Order.AS_STORED));
    }

    private void vector(String name, long size) {
        slots.add(new WeightSlot(List.of(size), List.of(new Source(name, List.of(size), 0, 0)), Order.AS_STORED));
    }

    private void absent() {
        slots.add(WeightSlot.ABSENT);
    }

    private record Rows(String name, long count) {}
}
