package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoder against transformers' outputs on every fixture, and against its slow twin. */
class DecoderParityTest {
    private static final double TOLERANCE = 1e-4;
    /** Of the largest logit: float32 holds one near 16 to 1e-6. */
    private static final double TWIN_TOLERANCE = 1e-5;

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void promptsMatch(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
                Reference reference = Reference.open(fixture)) {
            for (Reference.Prompt prompt : reference.prompts()) {
                TokenBatch batch = TokenBatch.paddedRight(List.of(prompt.tokens()), 0);
                float[] logits = logits(decoder, batch);
                int V = checkpoint.config().vocabularySize();
                if (prompt.logits().length < logits.length) {
                    logits = firstAndLast(logits, 4 * V);
                }
                assertClose(logits, prompt.logits(), TOLERANCE);
                assertClose(logProbs(decoder, batch), prompt.logProbs());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void paddedBatchesMatch(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
                Reference reference = Reference.open(fixture)) {
            Reference.Batch left = reference.batch("left");
            assertMatches(decoder, TokenBatch.paddedLeft(left.rows(), left.padding()), left);
            Reference.Batch right = reference.batch("right");
            assertMatches(decoder, TokenBatch.paddedRight(right.rows(), right.padding()), right);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theSlowTwinAgrees(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
                Reference reference = Reference.open(fixture);
                NDManager scope = decoder.newScope()) {
            EagerTwin twin = new EagerTwin(checkpoint, scope);
            for (Reference.Prompt prompt : reference.prompts()) {
                float[] expected = twin.logits(prompt.tokens())
                        .toType(DataType.FLOAT32, false)
                        .toFloatArray();
                TokenBatch batch = TokenBatch.paddedRight(List.of(prompt.tokens()), 0);
                assertClose(logits(decoder, batch), expected, TWIN_TOLERANCE * largest(expected));
            }
        }
    }

    private static void assertMatches(Decoder decoder, TokenBatch batch, Reference.Batch expected) {
        float[] logits = logits(decoder, batch);
        int V = decoder.config().vocabularySize();
        for (int row = 0; row < batch.rows(); row++) {
            int last = lastColumn(batch, row);
            int start = (row * batch.width() + last) * V;
            assertClose(
                    Arrays.copyOfRange(logits, start, start + V),
                    Arrays.copyOfRange(expected.lastLogits(), row * V, (row + 1) * V),
                    TOLERANCE);
        }
        double[] flat = Arrays.stream(expected.logProbs())
                .flatMapToDouble(Arrays::stream)
                .toArray();
        assertClose(logProbs(decoder, batch), flat);
    }

    private static int lastColumn(TokenBatch batch, int row) {
        int column = batch.width() - 1;
        while (!batch.isValid(row, column)) {
            column--;
        }
        return column;
    }

    private static float[] logits(Decoder decoder, TokenBatch batch) {
        try (NDManager scope = decoder.newScope()) {
            return decoder.logits(scope, batch).toFloatArray();
        }
    }

    private static float[] logProbs(Decoder decoder, TokenBatch batch) {
        try (NDManager scope = decoder.newScope()) {
            return decoder.tokenLogProbs(scope, batch).toFloatArray();
        }
    }

    private static float[] firstAndLast(float[] values, int count) {
        float[] joined = Arrays.copyOf(values, 2 * count);
        System.arraycopy(values, values.length - count, joined, count, count);
        return joined;
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

    /** Where an expected value is NaN there is no token to judge, and the decoder says 0. */
    private static void assertClose(float[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            double value = Double.isNaN(expected[i]) ? 0 : expected[i];
            assertThat((double) actual[i]).isCloseTo(value, within(TOLERANCE));
        }
    }
}
