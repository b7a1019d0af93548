package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.r3.model.check.Reference;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoding through the cache against decoding from scratch. */
class KeyValueCacheTest {
    private static final double TOLERANCE = 1e-5;

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void extendingEqualsWholeSequences(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
                KeyValueCache cache = KeyValueCache.of(decoder);
                NDManager scope = decoder.newScope();
                Reference reference = Reference.open(Fixtures.folder(fixture))) {
            cache.resize(4, 64);
            int[] tokens = Arrays.copyOf(reference.prompts().get(1).ids(), 12);
            float[] whole = decoder.logits(scope, TokenBatch.paddedRight(List.of(tokens), 0))
                    .toFloatArray();
            int V = decoder.config().vocabularySize();
            cache.extend(scope, List.of(new RowExtension(2, Trunk.NONE, 0, Arrays.copyOf(tokens, 5), 12)));
            cache.copy(2, 0, 1, 5);
            float[] last = cache.extend(
                            scope,
                            List.of(
                                    new RowExtension(2, Trunk.NONE, 5, Arrays.copyOfRange(tokens, 5, 12), 12),
                                    new RowExtension(0, Trunk.NONE, 5, Arrays.copyOfRange(tokens, 5, 8), 8)))
                    .toFloatArray();
            assertClose(Arrays.copyOfRange(last, 0, V), Arrays.copyOfRange(whole, 11 * V, 12 * V));
            assertClose(Arrays.copyOfRange(last, V, 2 * V), Arrays.copyOfRange(whole, 7 * V, 8 * V));
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void rowsOnTrunksEqualRowsThatHoldAll(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
                KeyValueCache cache = KeyValueCache.of(decoder);
                NDManager scope = decoder.newScope()) {
            cache.resize(8, 64);
            int[] prompt = {5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22};
            int[] other = {31, 32, 33, 34, 35};
            Trunk trunk = new Trunk(6, prompt.length);
            Trunk shorter = new Trunk(6, 9);
            Trunk second = new Trunk(7, other.length);
            cache.extend(scope, List.of(new RowExtension(6, Trunk.NONE, 0, prompt, prompt.length)));
            cache.extend(scope, List.of(new RowExtension(7, Trunk.NONE, 0, other, other.length)));
            cache.extend(scope, List.of(new RowExtension(1, Trunk.NONE, 0, prompt, prompt.length)));
            cache.extend(
                    scope,
                    List.of(
                            new RowExtension(3, second, other.length, new int[] {41, 42, 43}, 8),
                            new RowExtension(4, shorter, 9, new int[] {41}, 10)));
            DrawRule greedy = new DrawRule(Sampling.greedy(), 0, new int[0]);
            List<int[]> sequences = List.of(
                    append(prompt, 51),
                    append(prompt, 52),
                    append(other, 53),
                    append(other, 41, 42, 43, 54),
                    append(Arrays.copyOf(prompt, 9), 41, 55));
            List<Draw> draws = cache.step(List.of(
                    new RowStep(51, trunk, prompt.length, greedy),
                    new RowStep(52, Trunk.NONE, prompt.length, greedy),
                    new RowStep(53, second, other.length, greedy),
                    new RowStep(54, second, other.length + 3, greedy),
                    new RowStep(55, shorter, 10, greedy)));
            for (int row = 0; row < draws.size(); row++) {
                int[] sequence = append(sequences.get(row), draws.get(row).token());
                float[] logProbs = decoder.tokenLogProbs(scope, TokenBatch.paddedRight(List.of(sequence), 0))
                        .toFloatArray();
                assertThat(draws.get(row).logProb())
                        .as("row %d", row)
                        .isCloseTo(logProbs[sequence.length - 1], within(2e-5f));
            }
        }
    }

    private static int[] append(int[] tokens, int... more) {
        int[] all = Arrays.copyOf(tokens, tokens.length + more.length);
        System.arraycopy(more, 0, all, tokens.length, more.length);
        return all;
    }

    private static void assertClose(float[] actual, float[] expected) {
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
        }
        assertThat(largest).isLessThan(TOLERANCE);
    }
}
