package dev.r3.model.generate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Draw;
import dev.r3.model.decoder.InLanes;
import dev.r3.model.decoder.Precision;
import dev.r3.model.decoder.Sampling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GenerationInLanesTest {
    private static final TokenText NUMBERS =
            tokens -> IntStream.of(tokens).mapToObj(token -> " " + token).reduce("", String::concat);
    private static final List<int[]> PROMPTS = IntStream.range(0, 7)
            .mapToObj(i -> new int[] {5 + i, 17, 40 - i, 99})
            .toList();

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void writeWhatOneWrites(String fixture) throws Exception {
        Map<SampleKey, Generation> alone;
        GenerationCounts counts;
        try (Decoder decoder = decoder(fixture);
                Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(40, 128))) {
            alone = Trees.write(generator, PROMPTS);
            counts = generator.counts();
        }
        try (Decoder decoder = InLanes.load(3, () -> decoder(fixture));
                Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(40, 128))) {
            Map<SampleKey, Generation> together = Trees.write(generator, PROMPTS);
            assertThat(together.keySet()).isEqualTo(alone.keySet());
            together.forEach((key, generation) -> assertSame(generation, requireNonNull(alone.get(key))));
            // Trees stay whole: no token goes through the model more often.
            assertThat(generator.counts().prefilled()).isEqualTo(counts.prefilled());
            assertThat(generator.counts().decoded()).isEqualTo(counts.decoded());
            // Bit by bit the second time.
            Map<SampleKey, Generation> again = Trees.write(generator, PROMPTS);
            again.forEach((key, generation) -> assertThat(generation.draws())
                    .isEqualTo(requireNonNull(together.get(key)).draws()));
        }
    }

    /** In bfloat16, too, whose weights only the script holds. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void allLanesWriteWithTheSameWeights(Precision precision) throws Exception {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("qwen2-tied"));
                Decoder decoder = InLanes.load(3, () -> Decoder.load(checkpoint, precision));
                Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(3, 128))) {
            List<GenerationRequest> same = Stream.generate(() -> request(Context.of(new int[] {5, 17, 40})))
                    .limit(3)
                    .toList();
            List<Generation> written = generator.complete(same);
            assertThat(written)
                    .hasSize(3)
                    .allSatisfy(generation -> assertThat(generation.draws())
                            .isEqualTo(written.get(0).draws()));
        }
    }

    @Test
    void aCompletionThatCannotBeTakenEndsAll() throws Exception {
        try (Decoder decoder = InLanes.load(3, () -> decoder("qwen2-tied"));
                Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(12, 128))) {
            List<Generation> taken = new ArrayList<>();
            assertThatThrownBy(() -> generator.run(requests(12), generation -> {
                        if (taken.size() == 2) {
                            throw new IllegalStateException("no more");
                        }
                        taken.add(generation);
                        return List.of();
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no more");
            assertThat(taken).hasSize(2);
            assertThat(generator.complete(requests(12))).hasSize(12);
        }
    }

    @Test
    void aLaneThatFailsEndsAll() throws Exception {
        try (Decoder decoder = InLanes.load(3, () -> decoder("qwen2-tied"));
                Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(12, 128))) {
            List<Generation> taken = new ArrayList<>();
            AtomicInteger drawn = new AtomicInteger();
            TokenListener failing = (request, draw) -> {
                if (drawn.incrementAndGet() == 5) {
                    throw new IllegalStateException("not heard");
                }
            };
            assertThatThrownBy(() -> generator.run(
                            requests(300),
                            generation -> {
                                taken.add(generation);
                                return List.of();
                            },
                            failing))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("not heard");
            assertThat(taken).hasSizeLessThan(13);
            assertThat(generator.complete(requests(12))).hasSize(12);
        }
    }

    @Test
    void fewerPromptsThanLanes() throws Exception {
        try (Decoder decoder = InLanes.load(3, () -> decoder("qwen2-tied"));
                Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(1, 128))) {
            assertThat(generator.complete(List.of())).isEmpty();
            assertThat(generator.complete(requests(1))).hasSize(1);
            assertThat(generator.complete(requests(2))).hasSize(2);
        }
    }

    @Test
    void treesAreDealtOutWhole() {
        Context a = Context.of(new int[] {1});
        Context b = Context.of(new int[] {2});
        Context c = Context.of(new int[] {3});
        List<GenerationRequest> requests = Stream.of(a, a.then(new int[] {4}), b, c, b, a)
                .map(this::request)
                .toList();
        assertThat(Shares.of(requests, 2))
                .containsExactly(
                        List.of(requests.get(0), requests.get(1), requests.get(3), requests.get(5)),
                        List.of(requests.get(2), requests.get(4)));
    }

    @Test
    void roomIsDealtOutInProportion() {
        GenerationLimits limits = new GenerationLimits(9, 64);
        assertThat(limits.share(2, 6)).isEqualTo(new GenerationLimits(3, 64));
        assertThat(limits.share(1, 6)).isEqualTo(new GenerationLimits(2, 64));
        assertThat(limits.share(0, 6)).isEqualTo(new GenerationLimits(1, 64));
    }

    private List<GenerationRequest> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> request(Context.of(new int[] {5 + i, 6})))
                .toList();
    }

    private GenerationRequest request(Context context) {
        SampleKey key = new SampleKey(1, "answer", "task-" + context.tokens()[0], 0);
        return new GenerationRequest(context, key, Sampling.atTemperature(1), 9, StopRule.none());
    }

    private static void assertSame(Generation actual, Generation expected) {
        assertThat(actual.tokens()).isEqualTo(expected.tokens());
        for (int i = 0; i < actual.draws().size(); i++) {
            Draw draw = actual.draws().get(i);
            // Batches of other shapes take other kernels.
            assertThat(draw.logProb()).isCloseTo(expected.draws().get(i).logProb(), within(5e-5f));
        }
    }

    private static Decoder decoder(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture))) {
            return Decoder.load(checkpoint, Precision.FLOAT32);
        }
    }
}
