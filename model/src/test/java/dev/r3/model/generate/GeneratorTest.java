package dev.r3.model.generate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Draw;
import dev.r3.model.decoder.Precision;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.decoder.TokenBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratorTest {
    private static final TokenText NUMBERS =
            tokens -> IntStream.of(tokens).mapToObj(token -> " " + token).reduce("", String::concat);

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void greedyTokensAreTransformersOwn(String fixture) throws IOException {
        JsonNode prompts = reference(fixture).get("prompts");
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32)) {
            for (int rows : new int[] {1, 2, 8}) {
                try (Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(rows, 200))) {
                    List<GenerationRequest> requests = new ArrayList<>();
                    for (JsonNode prompt : prompts) {
                        requests.add(request(Context.of(ints(prompt.get("input_ids"))), 0, Sampling.greedy(), 48));
                    }
                    List<Generation> generations = generator.complete(requests);
                    for (int i = 0; i < prompts.size(); i++) {
                        assertThat(generations.get(i).tokens())
                                .as("prompt %d of %s in %d rows", i, fixture, rows)
                                .isEqualTo(ints(prompts.get(i).get("greedy48")));
                    }
                }
            }
        }
    }

    /** Trees of several depths, in rows enough for all, for few, and for so few that contexts are given up. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void conversationTreesEqualWritingFromScratch(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32)) {
            Map<SampleKey, Generation> expected = new HashMap<>();
            for (int rows : new int[] {64, 5, 2, 1}) {
                Map<SampleKey, Generation> written;
                try (Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(rows, 128))) {
                    written = Trees.write(generator, prompts(reference(fixture)));
                    if (rows == 64 && decoder.config().maxPositions() != 256) {
                        assertNothingTwice(generator.counts(), written.values());
                    }
                }
                assertThat(written).hasSize(3 * Trees.COMPLETIONS_OF_A_TASK);
                assertScoredFromScratch(decoder, written);
                if (expected.isEmpty()) {
                    expected.putAll(written);
                } else {
                    written.forEach((key, generation) -> assertSame(generation, requireNonNull(expected.get(key))));
                }
            }
        }
    }

    /** Alone, and in a crowd of siblings, other prompts and other lengths. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void aSampleDoesNotDependOnItsNeighbours(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
                Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(16, 64))) {
            Context context = Context.of(new int[] {5, 6, 7, 8});
            Context other = Context.of(new int[] {9, 10, 11, 12, 13, 14, 15});
            List<GenerationRequest> together = new ArrayList<>();
            for (int sample = 0; sample < 8; sample++) {
                together.add(request(context, sample, Sampling.atTemperature(1), 5 + 3 * sample));
                together.add(request(other, 8 + sample, Sampling.atTemperature(0.8), 3 + 4 * sample));
            }
            List<Generation> crowd = generator.complete(together);
            for (int i = 0; i < together.size(); i++) {
                Generation alone = generator.complete(List.of(together.get(i))).get(0);
                assertThat(alone.tokens()).isEqualTo(crowd.get(i).tokens());
                for (int t = 0; t < alone.draws().size(); t++) {
                    // Sixteen rows and one take different kernels.
                    assertThat(alone.draws().get(t).logProb())
                            .isCloseTo(crowd.get(i).draws().get(t).logProb(), within(5e-5f));
                }
            }
            assertThat(crowd.stream().map(Generation::text).distinct()).hasSizeGreaterThan(12);
        }
    }

    /** Bit by bit: by the same generator, and by a new decoder's. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void theSameRequestsGiveTheSameBits(String fixture) throws IOException {
        List<int[]> prompts = prompts(reference(fixture));
        for (Precision precision : Precision.values()) {
            List<Map<SampleKey, List<Draw>>> runs = new ArrayList<>();
            for (int loaded = 0; loaded < 2; loaded++) {
                try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture));
                        Decoder decoder = Decoder.load(checkpoint, precision);
                        Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(5, 128))) {
                    runs.add(draws(Trees.write(generator, prompts)));
                    runs.add(draws(Trees.write(generator, prompts)));
                }
            }
            assertThat(runs.get(0)).hasSize(3 * Trees.COMPLETIONS_OF_A_TASK);
            assertThat(runs).allSatisfy(run -> assertThat(run).isEqualTo(runs.get(0)));
        }
    }

    private static Map<SampleKey, List<Draw>> draws(Map<SampleKey, Generation> written) {
        Map<SampleKey, List<Draw>> draws = new HashMap<>();
        written.forEach((key, generation) -> draws.put(key, generation.draws()));
        return draws;
    }

    @Test
    void endsAtStopTokensStringsAndLimits() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("qwen2-tied"));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
                Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(4, 64))) {
            Context context = Context.of(new int[] {5, 6, 7, 8});
            int[] free = generator
                    .complete(List.of(request(context, 0, Sampling.greedy(), 9)))
                    .get(0)
                    .tokens();
            Generation byToken = generator
                    .complete(List.of(new GenerationRequest(
                            context, key(0), Sampling.greedy(), 9, new StopRule(Set.of(free[4]), List.of()))))
                    .get(0);
            int first = IntStream.range(0, 9)
                    .filter(i -> free[i] == free[4])
                    .findFirst()
                    .orElseThrow();
            assertThat(byToken.finish()).isEqualTo(FinishReason.STOP_TOKEN);
            assertThat(byToken.tokens())
                    .isEqualTo(IntStream.of(free).limit(first + 1).toArray());
            String string = " " + free[2] + " " + String.valueOf(free[3]).charAt(0);
            Generation byString = generator
                    .complete(List.of(new GenerationRequest(
                            context, key(0), Sampling.greedy(), 9, new StopRule(Set.of(), List.of("never", string)))))
                    .get(0);
            assertThat(byString.finish()).isEqualTo(FinishReason.STOP_STRING);
            assertThat(byString.tokens()).isEqualTo(IntStream.of(free).limit(4).toArray());
            assertThat(byString.text()).isEqualTo(NUMBERS.of(new int[] {free[0], free[1]}) + string);
        }
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("qwen2-tied"));
                Decoder decoder = Decoder.load(checkpoint, Precision.FLOAT32);
                Generator generator = new Generator(decoder, NUMBERS, new GenerationLimits(4, 64))) {
            assertThatThrownBy(() -> Context.of(new int[0])).hasMessageContaining("empty prompt");
            assertThatThrownBy(() ->
                            generator.complete(List.of(request(Context.of(new int[60]), 0, Sampling.greedy(), 5))))
                    .isInstanceOf(ContextOverflowException.class)
                    .hasMessage("a prompt of 60 tokens and 5 new ones exceed the 64 tokens of a row");
            assertThatThrownBy(() ->
                            generator.complete(List.of(request(Context.of(new int[510]), 0, Sampling.greedy(), 5))))
                    .hasMessage("a prompt of 510 tokens and 5 new ones exceed the 512 tokens of the model's context");
            assertThatThrownBy(() ->
                            generator.complete(List.of(request(Context.of(new int[] {640}), 0, Sampling.greedy(), 5))))
                    .hasMessage("token 640 outside of the vocabulary of 640");
        }
    }

    /** Every token of the trees went through the model once, but for the last of each leaf, which never has to. */
    private static void assertNothingTwice(GenerationCounts counts, Iterable<Generation> written) {
        long distinct = 0;
        for (Generation generation : written) {
            boolean leaf = generation.request().key().stage().equals("retry");
            boolean sharesPrompt = generation.request().key().stage().equals("reflection")
                    && generation.request().key().sample() > 0;
            int given = generation.request().context().length()
                    - generation
                            .request()
                            .context()
                            .parent()
                            .map(Context::length)
                            .orElse(0);
            distinct += generation.draws().size() - (leaf ? 1 : 0) + (sharesPrompt ? 0 : given);
        }
        assertThat(counts.prefilled() + counts.decoded()).isEqualTo(distinct);
        assertThat(counts.recomputed()).isZero();
    }

    /** Log-probabilities against one pass over the whole sequence. */
    private static void assertScoredFromScratch(Decoder decoder, Map<SampleKey, Generation> written) {
        for (Generation generation : written.values()) {
            int[] sequence = generation.context().tokens();
            int start = generation.request().context().length();
            try (NDManager scope = decoder.newScope()) {
                float[] logProbs = decoder.tokenLogProbs(scope, TokenBatch.paddedRight(List.of(sequence), 0))
                        .toFloatArray();
                for (int i = 0; i < generation.draws().size(); i++) {
                    assertThat(generation.draws().get(i).logProb()).isCloseTo(logProbs[start + i], within(2e-5f));
                }
            }
        }
    }

    private static void assertSame(Generation actual, Generation expected) {
        assertThat(actual.tokens()).isEqualTo(expected.tokens());
        for (int i = 0; i < actual.draws().size(); i++) {
            Draw draw = actual.draws().get(i);
            // The fixtures have logits of 20 and more; two float32 passes differ by their rounding.
            assertThat(draw.logProb()).isCloseTo(expected.draws().get(i).logProb(), within(2e-5f));
            assertThat(draw.temperedLogProb()).isCloseTo(expected.draws().get(i).temperedLogProb(), within(3e-5f));
        }
    }

    private static GenerationRequest request(Context context, int sample, Sampling sampling, int tokens) {
        return new GenerationRequest(context, key(sample), sampling, tokens, StopRule.none());
    }

    private static SampleKey key(int sample) {
        return new SampleKey(1, "test", "task", sample);
    }

    private static JsonNode reference(String fixture) throws IOException {
        return new ObjectMapper()
                .readTree(Fixtures.folder(fixture).resolve("reference.json").toFile());
    }

    private static List<int[]> prompts(JsonNode reference) {
        return IntStream.range(0, 3)
                .mapToObj(task -> ints(reference.get("prompts").get(task).get("input_ids")))
                .toList();
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).intValue();
        }
        return values;
    }
}
