package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.checkpoint.AttentionConfig;
import dev.r3.model.checkpoint.Family;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.model.checkpoint.RopeConfig;
import dev.r3.model.checkpoint.RopeScaling;
import dev.r3.model.generate.Context;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.generate.GenerationRequest;
import dev.r3.model.generate.Generator;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.generate.StopRule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against products counted by hand, for two layers of H 6, I 10, two query heads and a key/value head of 4, V 16. */
class MultiplyAddsTest {
    /** query 6 x 8, key and value 6 x 4 each, output 8 x 6; gate and up 6 x 10 each, down 10 x 6. */
    private static final long LAYER = 48 + 24 + 24 + 48 + 60 + 60 + 60;

    private static final long OUTPUT = 6 * 16;

    @Test
    void aPromptAndTwoSamplesOfIt() {
        Context prompt = Context.of(new int[] {3, 4, 5, 6, 7});
        // 5 tokens, each with 5 keys: 2 heads x 4 numbers x 5, twice; one token is scored.
        long prefill = 2 * (5 * LAYER + 5 * (2 * 2 * 4 * 5)) + OUTPUT;
        // Two rows with one own key and the trunk's 5, then with two own keys.
        long first = 2 * (2 * LAYER + 2 * (2 * 2 * 4 * 1) + 2 * (2 * 2 * 4 * 5)) + 2 * OUTPUT;
        long second = 2 * (2 * LAYER + 2 * (2 * 2 * 4 * 2) + 2 * (2 * 2 * 4 * 5)) + 2 * OUTPUT;
        assertThat(count(List.of(request(prompt, 0, 3), request(prompt, 1, 3)))).isEqualTo(prefill + first + second);
    }

    /** Rows of a batch are as long as its longest, in tokens and in keys; one that is done is no row any more. */
    @Test
    void promptsOfTwoLengths() {
        long prefill = 2 * (2 * 4 * LAYER + 2 * 4 * (2 * 2 * 4 * 4)) + 2 * OUTPUT;
        long first = 2 * (2 * LAYER + 2 * (2 * 2 * 4 * 5)) + 2 * OUTPUT;
        long second = 2 * (LAYER + 2 * 2 * 4 * 6) + OUTPUT;
        assertThat(count(List.of(
                        request(Context.of(new int[] {3, 4, 5, 6}), 0, 3),
                        request(Context.of(new int[] {3, 4, 5}), 1, 2))))
                .isEqualTo(prefill + first + second);
    }

    private static long count(List<GenerationRequest> requests) {
        try (Decoder decoder = Decoder.load(config(), new RandomWeights(0, 0.02), Precision.FLOAT32);
                Generator generator = new Generator(decoder, tokens -> "", new GenerationLimits(4, 16))) {
            generator.complete(requests);
            return generator.multiplyAdds();
        }
    }

    private static GenerationRequest request(Context context, int sample, int tokens) {
        return new GenerationRequest(
                context, new SampleKey(1, "test", "task", sample), Sampling.atTemperature(1), tokens, StopRule.none());
    }

    private static ModelConfig config() {
        List<Integer> windows = IntStream.range(0, 2).mapToObj(layer -> 0).toList();
        AttentionConfig attention = new AttentionConfig(2, 1, 4, true, false, windows);
        RopeConfig rope = new RopeConfig(1e4, 4, new RopeScaling.Unscaled());
        return new ModelConfig(Family.QWEN2, 16, 6, 10, 2, 64, 1e-6, false, true, attention, rope);
    }
}
