package dev.r3.model.benchmark;

import dev.r3.model.checkpoint.AttentionConfig;
import dev.r3.model.checkpoint.Family;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.model.checkpoint.RopeConfig;
import dev.r3.model.checkpoint.RopeScaling;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Sizes of a model to measure with: qwen2, tied embeddings, random weights. */
public record BenchmarkShape(String label, ModelConfig config) {
    private static final int MAX_POSITIONS = 2048;

    /** The shapes there are. */
    public static final List<BenchmarkShape> ALL = List.of(
            of("tiny-1M", 1024, 128, 384, 4, 4, 2),
            of("tiny-10M", 4096, 320, 960, 7, 5, 1),
            of("qwen2.5-0.5b", 151_936, 896, 4864, 24, 14, 2));

    public static Optional<BenchmarkShape> of(String label) {
        return ALL.stream().filter(shape -> shape.label.equals(label)).findFirst();
    }

    private static BenchmarkShape of(
            String label, int vocabulary, int hidden, int intermediate, int layers, int heads, int keyValueHeads) {
        AttentionConfig attention =
                new AttentionConfig(heads, keyValueHeads, hidden / heads, true, false, Collections.nCopies(layers, 0));
        RopeConfig rope = new RopeConfig(1e6, hidden / heads, new RopeScaling.Unscaled());
        return new BenchmarkShape(
                label,
                new ModelConfig(
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
                        rope));
    }
}
