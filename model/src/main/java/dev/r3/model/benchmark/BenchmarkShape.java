package dev.r3.model.benchmark;

import dev.r3.model.checkpoint.AttentionConfig;
import dev.r3.model.checkpoint.Family;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.model.checkpoint.RopeConfig;
import dev.r3.model.checkpoint.RopeScaling;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Sizes of models to measure with: qwen2, tied embeddings, random weights. */
public enum BenchmarkShape {
    TINY_1M("tiny-1M", 1024, 128, 384, 4, 4, 2),
    TINY_10M("tiny-10M", 4096, 320, 960, 7, 5, 1),
    QWEN2_5_05B("qwen2.5-0.5b", 151_936, 896, 4864, 24, 14, 2);

    private static final int MAX_POSITIONS = 2048;

    private final String label;
    private final ModelConfig config;

    BenchmarkShape(
            String label, int vocabulary, int hidden, int intermediate, int layers, int heads, int keyValueHeads) {
        this.label = label;
        AttentionConfig attention =
                new AttentionConfig(heads, keyValueHeads, hidden / heads, true, false, Collections.nCopies(layers, 0));
        RopeConfig rope = new RopeConfig(1e6, hidden / heads, new RopeScaling.Unscaled());
        this.config = new ModelConfig(
                Family.QWEN2,
                vocabulary,
                hidden,
                intermediate,
                layers,
                MAX_POSITIONS,
                1e-6,
                false,
                true,
                attention,
                rope);
    }

    public String label() {
        return label;
    }

    public ModelConfig config() {
        return config;
    }

    public static Optional<BenchmarkShape> of(String label) {
        return Arrays.stream(values())
                .filter(shape -> shape.label.equals(label))
                .findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(BenchmarkShape::label).toList();
    }
}
