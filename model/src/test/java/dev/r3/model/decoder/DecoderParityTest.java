package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.r3.model.check.PromptReference;
import dev.r3.model.check.Reference;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoder against its slow twin on every fixture; ModelCheckTest holds it against transformers. */
class DecoderParityTest {
    /** Of the largest logit: float32 holds one near 16 to 1e-6. */
    private static final double TWIN_TOLERANCE = 1e-5;

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theSlowTwinAgrees(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
                Reference reference = Reference.open(Fixtures.folder(fixture));
                NDManager scope = decoder.newScope()) {
            EagerTwin twin = new EagerTwin(checkpoint, scope);
            for (PromptReference prompt : reference.prompts()) {
                float[] expected = twin.logits(prompt.ids())
                        .toType(DataType.FLOAT32, false)
                        .toFloatArray();
                TokenBatch batch = TokenBatch.paddedRight(List.of(prompt.ids()), 0);
                assertClose(logits(decoder, batch), expected, TWIN_TOLERANCE * largest(expected));
            }
        }
    }

    private static float[] logits(Decoder decoder, TokenBatch batch) {
        try (NDManager scope = decoder.newScope()) {
            return decoder.logits(scope, batch).toFloatArray();
        }
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static void assertClose(float[] actual, float[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isFinite();
            largest = Math.max(largest, Math.abs((double) actual[i] - expected[i]));
        }
        assertThat(largest).isLessThanOrEqualTo(tolerance);
    }
}
