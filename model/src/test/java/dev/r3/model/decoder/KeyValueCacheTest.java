package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

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
            cache.extend(scope, List.of(new RowExtension(2, 0, Arrays.copyOf(tokens, 5), 12)));
            cache.copy(2, 0, 1, 5);
            float[] last = cache.extend(
                            scope,
                            List.of(
                                    new RowExtension(2, 5, Arrays.copyOfRange(tokens, 5, 12), 12),
                                    new RowExtension(0, 5, Arrays.copyOfRange(tokens, 5, 8), 8)))
                    .toFloatArray();
            assertClose(Arrays.copyOfRange(last, 0, V), Arrays.copyOfRange(whole, 11 * V, 12 * V));
            assertClose(Arrays.copyOfRange(last, V, 2 * V), Arrays.copyOfRange(whole, 7 * V, 8 * V));
        }
    }

    private static void assertClose(float[] actual, float[] expected) {
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
        }
        assertThat(largest).isLessThan(TOLERANCE);
    }
}
