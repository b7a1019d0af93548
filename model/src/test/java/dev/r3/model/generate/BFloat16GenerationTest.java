package dev.r3.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Precision;
import dev.r3.model.decoder.TokenBatch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prefill, steps, trunks and forks in bfloat16 against one bfloat16 pass over each whole sequence. */
class BFloat16GenerationTest {
    private static final List<int[]> PROMPTS =
            List.of(new int[] {5, 17, 99, 42, 7, 256, 31}, new int[] {8, 4, 21}, new int[] {300, 301, 302, 303, 304});

    /** In nats, of scores of up to 14, whose last bit is 0.06. Measured: 0.13. */
    private static final float TOLERANCE = 0.2f;

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void whatIsWrittenScoresAsFromScratch(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Decoder decoder = Decoder.load(checkpoint, Precision.BFLOAT16)) {
            for (int rows : new int[] {64, 5, 1}) {
                try (Generator generator = new Generator(decoder, tokens -> "", new GenerationLimits(rows, 128))) {
                    Map<SampleKey, Generation> written = Trees.write(generator, PROMPTS);
                    assertThat(written).hasSize(PROMPTS.size() * Trees.COMPLETIONS_OF_A_TASK);
                    written.values().forEach(generation -> assertScoredFromScratch(decoder, generation));
                }
            }
        }
    }

    private static void assertScoredFromScratch(Decoder decoder, Generation generation) {
        int start = generation.request().context().length();
        try (NDManager scope = decoder.newScope()) {
            float[] logProbs = decoder.tokenLogProbs(
                            scope,
                            TokenBatch.paddedRight(List.of(generation.context().tokens()), 0))
                    .toFloatArray();
            for (int i = 0; i < generation.draws().size(); i++) {
                float written = generation.draws().get(i).logProb();
                assertThat(written).isCloseTo(logProbs[start + i], within(TOLERANCE));
            }
        }
    }
}
