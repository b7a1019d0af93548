package dev.r3.model.decoder;

import static dev.r3.model.decoder.TrainingCases.DERIVATIVES;
import static dev.r3.model.decoder.TrainingCases.assertSame;
import static dev.r3.model.decoder.TrainingCases.branches;
import static dev.r3.model.decoder.TrainingCases.copies;
import static dev.r3.model.decoder.TrainingCases.lossAt;
import static dev.r3.model.decoder.TrainingCases.wholeSequences;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDManager;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Family;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.generate.Context;
import dev.r3.model.generate.Generation;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.generate.GenerationRequest;
import dev.r3.model.generate.Generator;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.generate.StopRule;
import dev.r3.model.lora.FreshAdapter;
import dev.r3.model.lora.LoraAdapter;
import dev.r3.model.lora.LoraConfig;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.ConstantRate;
import dev.r3.model.optimize.WarmupSteps;
import dev.r3.model.optimize.WeightDecay;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Adapters in every way through the model: zero ones change nothing, others the same everywhere. */
class DecoderAdaptersTest {
    private static final int[] PROMPT = {5, 17, 99, 42, 7, 256, 31};
    private static final LoraConfig ALL = new LoraConfig(List.of(LoraConfig.ALL_LINEAR), 3, 2);

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void anAdapterWhoseBIsZeroIsTheBaseBitForBit(String fixture) throws IOException {
        try (Decoder base = base(fixture);
                Decoder fresh = adapted(fixture, new FreshAdapter(ALL, 7))) {
            assertThat(logits(fresh)).isEqualTo(logits(base));
            assertThat(fresh.scores(branches(), 0.8).logProbs())
                    .isEqualTo(base.scores(branches(), 0.8).logProbs());
            assertSameWriting(write(fresh), write(base));
        }
    }

    @Test
    void inBFloat16Too() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("qwen3"));
                Decoder base = Decoder.load(checkpoint, Precision.BFLOAT16);
                Decoder fresh = Decoder.load(checkpoint, new FreshAdapter(ALL, 7), Precision.BFLOAT16);
                Decoder random = Decoder.load(checkpoint, new RandomAdapter(ALL, 7), Precision.BFLOAT16)) {
            assertThat(logits(fresh)).isEqualTo(logits(base));
            assertThat(distance(logits(random), logits(base))).isGreaterThan(0.1);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyWayThroughTheModelCountsTheAdapter(String fixture) throws IOException {
        try (Decoder base = base(fixture);
                Decoder decoder = adapted(fixture, new RandomAdapter(some(fixture), 3))) {
            assertThat(distance(logits(decoder), logits(base))).isGreaterThan(0.01);
            for (Generation generation : write(decoder)) {
                TrainingBatch.Builder batch = TrainingBatch.builder();
                int branch = batch.branch(batch.trunk(PROMPT), generation.tokens());
                IntStream.range(0, generation.tokens().length).forEach(t -> batch.judgeBranch(branch, t));
                double[] judged = decoder.scores(batch.build(), 1).logProbs();
                int[] sequence = IntStream.concat(IntStream.of(PROMPT), IntStream.of(generation.tokens()))
                        .toArray();
                float[] whole = logProbs(decoder, sequence);
                for (int t = 0; t < judged.length; t++) {
                    assertThat((double) generation.draws().get(t).logProb()).isEqualTo(judged[t], within(2e-5));
                    assertThat((double) whole[PROMPT.length + t]).isEqualTo(judged[t], within(2e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void withoutItsAdaptersTheModelIsTheBase(String fixture) throws IOException {
        try (Decoder base = base(fixture);
                Decoder decoder = adapted(fixture, new RandomAdapter(ALL, 3))) {
            DecoderAdapters adapters = DecoderAdapters.of(decoder);
            float[] before = logits(decoder);
            assertThat(adapters.without(decoder.lane(0), () -> decoder.scores(branches(), 0.8))
                            .logProbs())
                    .isEqualTo(base.scores(branches(), 0.8).logProbs());
            assertThat(adapters.without(decoder.lane(0), () -> logits(decoder))).isEqualTo(logits(base));
            assertThat(logits(decoder)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void branchesGiveTheGradientsOfWholeSequences(String fixture) throws IOException {
        LoraAdapter adapter = new RandomAdapter(ALL, 3);
        Map<String, float[]> shared = gradients(fixture, adapter, branches(), LayerMemory.KEPT);
        assertSame(shared, gradients(fixture, adapter, wholeSequences(), LayerMemory.KEPT), 1e-5);
        assertSame(shared, gradients(fixture, adapter, branches(), LayerMemory.RECOMPUTED), 0);
        assertThat(shared).hasSize(2 * targets(fixture) * layers(fixture));
        assertThat(shared)
                .allSatisfy((name, gradient) ->
                        assertThat(largest(gradient)).as(name).isPositive());
    }

    /** The directional derivative along the gradient is its squared norm. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void aStepAlongTheGradientChangesTheLossAsItSays(String fixture) throws IOException {
        try (Decoder decoder = adapted(fixture, new RandomAdapter(some(fixture), 3))) {
            DecoderTraining training = DecoderTraining.of(decoder);
            training.forward(branches(), 0.8, LayerMemory.KEPT);
            training.backward(DERIVATIVES);
            double norm = training.gradientNorm();
            Map<String, float[]> gradients = copies(training.tensors(TensorKind.GRADIENT));
            assertThat(squares(gradients)).isCloseTo(norm * norm, within(1e-5 * norm * norm));
            Map<String, float[]> weights = copies(training.tensors(TensorKind.WEIGHT));
            double step = 2e-3 / norm;
            double up = lossAt(training, weights, gradients, step);
            double down = lossAt(training, weights, gradients, -step);
            assertThat((up - down) / (2 * step)).isCloseTo(norm * norm, within(2e-3 * norm * norm));
        }
    }

    /** With W's gradient G [out, in], B's is G A^T scale, and A's, B^T G scale, is 0 while B is. */
    @Test
    void gradientsFollowFromTheBasesOwn() throws IOException {
        LoraConfig value = new LoraConfig(List.of("v_proj"), 2, 6);
        String name = "model.layers.1.self_attn.v_proj";
        try (Decoder base = base("llama31")) {
            DecoderTraining training = DecoderTraining.of(base);
            training.forward(branches(), 1, LayerMemory.KEPT);
            training.backward(DERIVATIVES);
            float[] ofWeight = tensor(copies(training.tensors(TensorKind.GRADIENT)), name + ".weight");
            try (Decoder fresh = adapted("llama31", new FreshAdapter(value, 5))) {
                Map<String, float[]> weights = copies(DecoderAdapters.of(fresh).tensors());
                Map<String, float[]> gradients =
                        gradients("llama31", new FreshAdapter(value, 5), branches(), LayerMemory.KEPT);
                float[] a = tensor(weights, "base_model.model." + name + ".lora_A.weight"); // [2, in]
                float[] b = tensor(gradients, "base_model.model." + name + ".lora_B.weight"); // [out, 2]
                int in = a.length / 2;
                for (int out = 0; out < b.length / 2; out++) {
                    for (int r = 0; r < 2; r++) {
                        double expected = 0;
                        for (int i = 0; i < in; i++) {
                            expected += 3.0 * ofWeight[out * in + i] * a[r * in + i];
                        }
                        assertThat((double) b[2 * out + r]).isEqualTo(expected, within(1e-5));
                    }
                }
                assertThat(largest(tensor(gradients, "base_model.model." + name + ".lora_A.weight")))
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void updatesMoveTheAdaptersAndNothingElse(String fixture) throws IOException {
        AdamWConfig adamW = new AdamWConfig(
                new ConstantRate(1e-2, new WarmupSteps(0)),
                0.9,
                0.999,
                1e-8,
                0.1,
                WeightDecay.WITHOUT_BIASES_AND_NORMS,
                1);
        try (Decoder decoder = adapted(fixture, new FreshAdapter(some(fixture), 3))) {
            DecoderTraining training = DecoderTraining.of(decoder);
            Map<String, float[]> base = copies(decoder.tensors());
            Map<String, float[]> adapters = copies(DecoderAdapters.of(decoder).tensors());
            for (int step = 1; step <= 3; step++) {
                TrainingCases.update(training, adamW, step);
            }
            assertSame(copies(decoder.tensors()), base, 0);
            copies(DecoderAdapters.of(decoder).tensors())
                    .forEach((name, moved) -> assertThat(moved).as(name).isNotEqualTo(adapters.get(name)));
            assertOutsideOfBlocksZero(decoder);
        }
    }

    @Test
    void trainingResumesFromMoments() throws IOException {
        AdamWConfig adamW = AdamWConfig.defaults(new ConstantRate(1e-2, new WarmupSteps(0)));
        LoraAdapter adapter = new RandomAdapter(some("qwen3"), 3);
        try (Decoder uninterrupted = adapted("qwen3", adapter);
                Decoder resumed = adapted("qwen3", new FreshAdapter(some("qwen3"), 99))) {
            DecoderTraining training = DecoderTraining.of(uninterrupted);
            TrainingCases.update(training, adamW, 1);
            DecoderTraining second = DecoderTraining.of(resumed);
            for (TensorKind kind : List.of(TensorKind.WEIGHT, TensorKind.FIRST_MOMENT, TensorKind.SECOND_MOMENT)) {
                Map<String, float[]> stored = copies(training.tensors(kind));
                second.restore(kind, (name, shape) -> new ArrayTensor(shape, stored.getOrDefault(name, new float[0])));
            }
            TrainingCases.update(training, adamW, 2);
            TrainingCases.update(second, adamW, 2);
            assertSame(copies(training.tensors(TensorKind.WEIGHT)), copies(second.tensors(TensorKind.WEIGHT)), 0);
            assertThat(logits(resumed)).isEqualTo(logits(uninterrupted));
        }
    }

    @Test
    void replacesAnAdapterByAnother() throws IOException {
        try (Decoder decoder = adapted("phi3-4k", new FreshAdapter(ALL, 3));
                Decoder other = adapted("phi3-4k", new RandomAdapter(ALL, 5))) {
            DecoderAdapters.of(decoder).replace(new RandomAdapter(ALL, 5));
            assertThat(logits(decoder)).isEqualTo(logits(other));
            LoraConfig wider = new LoraConfig(ALL.targets(), 4, ALL.alpha());
            assertThatThrownBy(() -> DecoderAdapters.of(decoder).replace(new FreshAdapter(wider, 5)))
                    .hasMessageContaining("rank=4")
                    .hasMessageContaining("in place of")
                    .hasMessageContaining("rank=3");
        }
    }

    static Stream<Arguments> wrongTargets() {
        String fused = "qkv_proj, o_proj, gate_up_proj, down_proj";
        String split = "q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj";
        return Stream.of(
                arguments("phi3-4k", List.of("q_proj"), "q_proj", fused),
                arguments("qwen3", List.of("v_proj", "qkv_proj"), "qkv_proj", split),
                arguments("llama31", List.of("lm_head"), "lm_head", split));
    }

    @ParameterizedTest
    @MethodSource("wrongTargets")
    void refusesTargetsTheModelDoesNotHave(String fixture, List<String> targets, String wrong, String known) {
        assertThatThrownBy(() -> adapted(fixture, new FreshAdapter(new LoraConfig(targets, 2, 2), 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lora target " + wrong + " is none of the model's: " + known);
    }

    @Test
    void aDecoderWithoutAdaptersHasNone() throws IOException {
        try (Decoder decoder = base("qwen2-tied")) {
            assertThatThrownBy(() -> DecoderAdapters.of(decoder)).hasMessage("the decoder has no adapters");
        }
    }

    /** Reads B as it lies in memory: what no target has must be 0, also in AdamW's moments. */
    private static void assertOutsideOfBlocksZero(Decoder decoder) {
        List<WeightSlot> slots = decoder.weights().all();
        for (int weight = decoder.weights().base().size(); weight < slots.size(); weight++) {
            WeightSlot slot = slots.get(weight);
            if (slot.filled()) {
                continue;
            }
            for (TensorKind kind : TensorKind.values()) {
                WeightSlot.Source all = new WeightSlot.Source("whole", slot.shape(), 0, 0);
                float[] whole =
                        new LiveTensor(decoder.module(), kind, new Placement(all, weight, slot.order())).toArray();
                for (WeightSlot.Source source : slot.sources()) {
                    clear(whole, slot, source);
                }
                assertThat(whole).containsOnly(0f);
            }
        }
    }

    private static void clear(float[] whole, WeightSlot slot, WeightSlot.Source source) {
        int columns = slot.shape().get(1).intValue();
        for (int row = 0; row < source.shape().get(0); row++) {
            int first = (int) ((source.firstRow() + row) * columns + source.firstColumn());
            Arrays.fill(whole, first, first + source.shape().get(1).intValue(), 0);
        }
    }

    private static Map<String, float[]> gradients(
            String fixture, LoraAdapter adapter, TrainingBatch batch, LayerMemory memory) throws IOException {
        try (Decoder decoder = adapted(fixture, adapter)) {
            DecoderTraining training = DecoderTraining.of(decoder);
            training.forward(batch, 1, memory);
            training.backward(DERIVATIVES);
            return copies(training.tensors(TensorKind.GRADIENT));
        }
    }

    /** Not all of a fused matrix, where the family has split ones. */
    private static LoraConfig some(String fixture) throws IOException {
        return isFused(fixture)
                ? new LoraConfig(List.of("down_proj", "qkv_proj"), 3, 2)
                : new LoraConfig(List.of("v_proj", "q_proj", "up_proj", "down_proj"), 3, 2);
    }

    private static int targets(String fixture) throws IOException {
        return isFused(fixture) ? 4 : 7;
    }

    private static boolean isFused(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture))) {
            return checkpoint.config().family() == Family.PHI3;
        }
    }

    private static int layers(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture))) {
            return checkpoint.config().layers();
        }
    }

    private static Decoder base(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture))) {
            return Decoder.load(checkpoint, Precision.FLOAT32);
        }
    }

    private static Decoder adapted(String fixture, LoraAdapter adapter) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture))) {
            return Decoder.load(checkpoint, adapter, Precision.FLOAT32);
        }
    }

    private static float[] logits(Decoder decoder) {
        try (NDManager scope = decoder.newScope()) {
            return decoder.logits(scope, TokenBatch.paddedRight(List.of(PROMPT, new int[] {8, 4, 21}), 0))
                    .toFloatArray();
        }
    }

    private static float[] logProbs(Decoder decoder, int[] tokens) {
        try (NDManager scope = decoder.newScope()) {
            return decoder.tokenLogProbs(scope, TokenBatch.paddedRight(List.of(tokens), 0))
                    .toFloatArray();
        }
    }

    /** Three samples of one prompt, so that a trunk and its rows are read. */
    private static List<Generation> write(Decoder decoder) {
        Context prompt = Context.of(PROMPT);
        try (Generator generator = new Generator(decoder, Arrays::toString, new GenerationLimits(8, 64))) {
            return generator.complete(IntStream.range(0, 3)
                    .mapToObj(sample -> new GenerationRequest(
                            prompt,
                            new SampleKey(1, "test", "task", sample),
                            Sampling.atTemperature(1),
                            12,
                            StopRule.none()))
                    .toList());
        }
    }

    private static void assertSameWriting(List<Generation> actual, List<Generation> expected) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).draws()).isEqualTo(expected.get(i).draws());
        }
    }

    private static double distance(float[] first, float[] second) {
        assertThat(first).hasSameSizeAs(second);
        return IntStream.range(0, first.length)
                .mapToDouble(i -> Math.abs(first[i] - second[i]))
                .max()
                .orElseThrow();
    }

    private static float[] tensor(Map<String, float[]> tensors, String name) {
        return requireNonNull(tensors.get(name), name);
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double squares(Map<String, float[]> tensors) {
        double squares = 0;
        for (float[] tensor : tensors.values()) {
            for (float value : tensor) {
                squares += (double) value * value;
            }
        }
        return squares;
    }
}
