package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.r3.model.check.Reference;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** bfloat16 against float32, as far as 8 bits of a number allow. The fixtures' weights are bfloat16 themselves. */
class BFloat16Test {
    /** Of the largest score. Measured: from 0.019 (qwen3, phi3-4k) to 0.032 (llama31). */
    private static final double TOLERANCE = 0.04;

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void scoresAgreeAndSoDoClearChoices(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Decoder exact = Decoder.load(checkpoint, Precision.FLOAT32);
                Decoder rounded = Decoder.load(checkpoint, Precision.BFLOAT16)) {
            int V = exact.config().vocabularySize();
            List<int[]> prompts = prompts(fixture);
            float[] expected = logits(exact, prompts);
            float[] actual = logits(rounded, prompts);
            double largest = 0;
            double difference = 0;
            for (int i = 0; i < expected.length; i++) {
                largest = Math.max(largest, Math.abs(expected[i]));
                difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
            }
            assertThat(difference / largest).isLessThan(TOLERANCE);

            int clear = 0;
            for (int row = 0; row < expected.length / V; row++) {
                float[] scores = Arrays.copyOfRange(expected, row * V, (row + 1) * V);
                int best = best(scores);
                if (margin(scores, best) > 2 * TOLERANCE * largest) {
                    clear++;
                    assertThat(best(Arrays.copyOfRange(actual, row * V, (row + 1) * V)))
                            .as("row %d of %s", row, fixture)
                            .isEqualTo(best);
                }
            }
            // Measured with this bound: a fifth of all rows and more.
            assertThat(clear).as("clear choices").isGreaterThan(expected.length / V / 10);
        }
    }

    private static float[] logits(Decoder decoder, List<int[]> prompts) {
        List<Float> all = new ArrayList<>();
        for (int[] prompt : prompts) {
            try (NDManager scope = decoder.newScope()) {
                for (float value : decoder.logits(scope, TokenBatch.paddedRight(List.of(prompt), 0))
                        .toFloatArray()) {
                    all.add(value);
                }
            }
        }
        float[] values = new float[all.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = all.get(i);
        }
        return values;
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    private static double margin(float[] scores, int best) {
        double second = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            second = i == best ? second : Math.max(second, scores[i]);
        }
        return scores[best] - second;
    }

    private static List<int[]> prompts(String fixture) throws IOException {
        try (Reference reference = Reference.open(Fixtures.folder(fixture))) {
            return reference.prompts().stream().map(prompt -> prompt.ids()).toList();
        }
    }
}
