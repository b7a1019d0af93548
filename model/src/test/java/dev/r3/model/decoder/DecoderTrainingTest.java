package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDManager;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.ConstantRate;
import dev.r3.model.optimize.WarmupSteps;
import dev.r3.model.optimize.WeightDecay;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against central differences of the loss, and all ways of computing them against each other. */
class DecoderTrainingTest {
    static final int[] PROMPT = {5, 17, 99, 42, 7, 256, 31};
    static final int[] OTHER = {8, 4, 21};
    static final int[][] ANSWERS = {{11, 12, 13, 14}, {15, 16}, {11, 19, 20}};
    static final double[] DERIVATIVES = {-0.7, 0.4, 0.9, -0.3, 0.25, 0.5, -1.1, 0.6, 0.2};

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void branchesGiveTheGradientsOfWholeSequences(String fixture) throws IOException {
        Map<String, float[]> shared = gradients(fixture, branches(), 0.8, LayerMemory.KEPT);
        assertSame(shared, gradients(fixture, wholeSequences(), 0.8, LayerMemory.KEPT), 1e-5);
        assertThat(shared.values())
                .allSatisfy(gradient -> assertThat(norm(gradient)).isPositive());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void recomputedLayersGiveTheSameGradients(String fixture) throws IOException {
        Map<String, float[]> kept = gradients(fixture, branches(), 1, LayerMemory.KEPT);
        assertSame(kept, gradients(fixture, branches(), 1, LayerMemory.RECOMPUTED), 0);
    }

    @Test
    void packedDocumentsGiveTheGradientsOfSingleOnes() throws IOException {
        TrainingBatch.Builder single = TrainingBatch.builder();
        int first = single.trunk(PROMPT);
        int second = single.trunk(OTHER);
        single.judgeTrunk(first, 3).judgeTrunk(second, 1).judgeTrunk(second, 2);
        TrainingBatch.Builder packed = TrainingBatch.builder();
        int row = packed.trunk(
                concat(PROMPT, OTHER), new int[] {1, 1, 1, 1, 1, 1, 1, 2, 2, 2}, new int[] {0, 1, 2, 3, 4, 5, 6, 0, 1, 2
                });
        packed.judgeTrunk(row, 3).judgeTrunk(row, 8).judgeTrunk(row, 9);
        assertSame(
                gradients("qwen3", single.build(), 1, LayerMemory.KEPT),
                gradients("qwen3", packed.build(), 1, LayerMemory.KEPT),
                1e-5);
    }

    @Test
    void judgedTokensScoreAsInGeneration() throws IOException {
        try (Decoder decoder = decoder("llama31")) {
            TokenScores scores = DecoderTraining.of(decoder).forward(wholeSequences(), 1, LayerMemory.KEPT);
            int[] sequence = concat(PROMPT, ANSWERS[0]);
            try (NDManager scope = decoder.newScope()) {
                float[] expected = decoder.tokenLogProbs(scope, TokenBatch.paddedRight(List.of(sequence), 0))
                        .toFloatArray();
                for (int i = 0; i < ANSWERS[0].length; i++) {
                    assertThat(scores.logProbs()[i]).isEqualTo(expected[PROMPT.length + i], within(1e-5));
                }
            }
        }
    }

    /** The directional derivative along the gradient is its squared norm. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void aStepAlongTheGradientChangesTheLossAsItSays(String fixture) throws IOException {
        try (Decoder decoder = decoder(fixture)) {
            DecoderTraining training = DecoderTraining.of(decoder);
            training.forward(branches(), 0.8, LayerMemory.KEPT);
            training.backward(DERIVATIVES);
            double norm = training.gradientNorm();
            Map<String, float[]> gradients = copies(training.tensors(TensorKind.GRADIENT));
            Map<String, float[]> weights = copies(training.tensors(TensorKind.WEIGHT));
            double step = 2e-3 / norm;
            double up = lossAt(training, weights, gradients, step);
            double down = lossAt(training, weights, gradients, -step);
            assertThat((up - down) / (2 * step)).isCloseTo(norm * norm, within(2e-3 * norm * norm));
        }
    }

    /** KL(p ‖ q) of two models, with weights: its value by a slow way, and its gradient by central differences. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void aPullIsTheGradientOfTheDivergence(String fixture) throws IOException {
        try (Decoder decoder = decoder(fixture);
                Decoder other = decoder(fixture)) {
            DecoderTraining ofOther = DecoderTraining.of(other);
            ofOther.forward(branches(), 1, LayerMemory.KEPT);
            ofOther.backward(DERIVATIVES);
            ofOther.update(AdamWConfig.defaults(new ConstantRate(2e-2, new WarmupSteps(0))), 1, 2e-2, 1);
            double[] pulls = {0.7, 0.4, 0, 0.3, 0.25, 0.5, 1.1, 0.6, 0.2};
            DecoderTraining training = DecoderTraining.of(decoder);
            double[] divergences = pull(training, other, pulls);
            assertThat(Arrays.stream(divergences).boxed())
                    .allSatisfy(divergence -> assertThat(divergence).isPositive());
            double norm = training.gradientNorm();
            Map<String, float[]> gradients = copies(training.tensors(TensorKind.GRADIENT));
            Map<String, float[]> weights = copies(training.tensors(TensorKind.WEIGHT));
            double step = 2e-3 / norm;
            double up = pulledAt(training, other, pulls, weights, gradients, step);
            double down = pulledAt(training, other, pulls, weights, gradients, -step);
            assertThat((up - down) / (2 * step)).isCloseTo(norm * norm, within(5e-3 * norm * norm));
        }
    }

    @Test
    void aModelIsNotPulledToItself() throws IOException {
        try (Decoder decoder = decoder("qwen2-tied");
                Decoder same = decoder("qwen2-tied")) {
            DecoderTraining training = DecoderTraining.of(decoder);
            double[] ones = new double[DERIVATIVES.length];
            Arrays.fill(ones, 1);
            assertThat(Arrays.stream(pull(training, same, ones)).boxed())
                    .allSatisfy(kl -> assertThat(kl).isCloseTo(0, within(1e-6)));
            assertThat(training.gradientNorm()).isLessThan(1e-4);
        }
    }

    @Test
    void divergencesAreThoseOfWholeDistributions() throws IOException {
        try (Decoder decoder = decoder("qwen2-tied");
                Decoder other = decoder("phi3-4k")) {
            TrainingBatch.Builder batch = TrainingBatch.builder();
            int row = batch.trunk(PROMPT);
            batch.judgeTrunk(row, 3).judgeTrunk(row, 6);
            DecoderTraining training = DecoderTraining.of(decoder);
            training.forward(batch.build(), 0.8, LayerMemory.KEPT);
            try (JudgedStates states = other.judgedStates(batch.build())) {
                double[] divergences = training.pull(states, new double[] {1, 1});
                assertThat(divergences[0]).isCloseTo(divergence(other, decoder, 2), within(1e-5));
                assertThat(divergences[1]).isCloseTo(divergence(other, decoder, 5), within(1e-5));
            }
        }
    }

    private static double divergence(Decoder p, Decoder q, int place) {
        double[] ofP = logDistribution(p, place);
        double[] ofQ = logDistribution(q, place);
        return IntStream.range(0, ofP.length)
                .mapToDouble(v -> Math.exp(ofP[v]) * (ofP[v] - ofQ[v]))
                .sum();
    }

    /** At temperature 0.8, of what follows a token of the prompt. */
    private static double[] logDistribution(Decoder decoder, int place) {
        try (NDManager scope = decoder.newScope()) {
            float[] logits = decoder.logits(scope, TokenBatch.paddedRight(List.of(PROMPT), 0))
                    .toFloatArray();
            int vocabulary = logits.length / PROMPT.length;
            double[] scores = IntStream.range(0, vocabulary)
                    .mapToDouble(v -> logits[place * vocabulary + v] / 0.8)
                    .toArray();
            double total = Math.log(Arrays.stream(scores).map(Math::exp).sum());
            return Arrays.stream(scores).map(score -> score - total).toArray();
        }
    }

    private static double[] pull(DecoderTraining training, Decoder other, double[] weights) {
        training.forward(branches(), 0.8, LayerMemory.KEPT);
        try (JudgedStates states = other.judgedStates(branches())) {
            return training.pull(states, weights);
        }
    }

    /** The weighted sum of divergences at weights moved along the gradients. */
    private static double pulledAt(
            DecoderTraining training,
            Decoder other,
            double[] pulls,
            Map<String, float[]> weights,
            Map<String, float[]> gradients,
            double step) {
        training.restore(
                TensorKind.WEIGHT, (name, shape) -> new ArrayTensor(shape, moved(weights, gradients, name, step)));
        double[] divergences = pull(training, other, pulls);
        return IntStream.range(0, pulls.length)
                .mapToDouble(j -> pulls[j] * divergences[j])
                .sum();
    }

    /** What the backward pass reads again must not lie in memory that Java frees after the forward pass. */
    @Test
    void collectedGarbageDoesNotChangeGradients() throws IOException {
        Map<String, float[]> expected = gradients("qwen2-tied", branches(), 0.8, LayerMemory.KEPT);
        try (Decoder decoder = decoder("qwen2-tied")) {
            DecoderTraining training = DecoderTraining.of(decoder);
            for (int i = 0; i < 5; i++) {
                training.forward(branches(), 0.8, LayerMemory.KEPT);
                System.gc();
                try (NDManager scope = decoder.newScope()) {
                    for (int k = 1; k < 200; k++) {
                        scope.create(LongStream.range(1L << 40, (1L << 40) + k).toArray());
                    }
                }
                training.backward(DERIVATIVES);
                assertSame(copies(training.tensors(TensorKind.GRADIENT)), expected, 0);
                training.zeroGradients();
            }
        }
    }

    @Test
    void passesOfAStepAddUp() throws IOException {
        TrainingBatch.Builder first = TrainingBatch.builder();
        int trunk = first.trunk(PROMPT);
        first.judgeBranch(first.branch(trunk, ANSWERS[0]), 2);
        TrainingBatch.Builder second = TrainingBatch.builder();
        second.judgeTrunk(second.trunk(OTHER), 2);
        TrainingBatch.Builder both = TrainingBatch.builder();
        trunk = both.trunk(PROMPT);
        both.judgeBranch(both.branch(trunk, ANSWERS[0]), 2);
        both.judgeTrunk(both.trunk(OTHER), 2);
        try (Decoder decoder = decoder("qwen2-tied")) {
            DecoderTraining training = DecoderTraining.of(decoder);
            training.forward(first.build(), 1, LayerMemory.KEPT);
            training.backward(new double[] {0.5});
            training.forward(second.build(), 1, LayerMemory.KEPT);
            training.backward(new double[] {-2});
            Map<String, float[]> accumulated = copies(training.tensors(TensorKind.GRADIENT));
            training.zeroGradients();
            assertThat(training.gradientNorm()).isZero();
            training.forward(both.build(), 1, LayerMemory.KEPT);
            training.backward(new double[] {0.5, -2});
            assertSame(accumulated, copies(training.tensors(TensorKind.GRADIENT)), 1e-5);
        }
    }

    @Test
    void anUpdateMovesAllWeightsAndResumesFromItsMoments() throws IOException {
        AdamWConfig adamW = AdamWConfig.defaults(new ConstantRate(1e-3, new WarmupSteps(0)));
        Map<String, float[]> uninterrupted;
        Map<String, float[]> weights;
        Map<String, float[]> firstMoments;
        Map<String, float[]> secondMoments;
        try (Decoder decoder = decoder("phi3-4k")) {
            DecoderTraining training = DecoderTraining.of(decoder);
            Map<String, float[]> before = copies(decoder.tensors());
            update(training, adamW, 1);
            weights = copies(decoder.tensors());
            weights.forEach((name, values) -> assertThat(values).as(name).isNotEqualTo(before.get(name)));
            firstMoments = copies(training.tensors(TensorKind.FIRST_MOMENT));
            secondMoments = copies(training.tensors(TensorKind.SECOND_MOMENT));
            update(training, adamW, 2);
            uninterrupted = copies(decoder.tensors());
        }
        try (Decoder decoder = decoder("phi3-4k")) {
            DecoderTraining training = DecoderTraining.of(decoder);
            training.restore(TensorKind.WEIGHT, source(weights));
            training.restore(TensorKind.FIRST_MOMENT, source(firstMoments));
            training.restore(TensorKind.SECOND_MOMENT, source(secondMoments));
            update(training, adamW, 2);
            assertSame(uninterrupted, copies(decoder.tensors()), 0);
        }
    }

    /** Without a gradient, decay alone moves a weight. */
    @Test
    void decayReachesTheTensorsOfItsRule() throws IOException {
        for (WeightDecay decaying : WeightDecay.values()) {
            AdamWConfig adamW =
                    new AdamWConfig(new ConstantRate(0.1, new WarmupSteps(0)), 0.9, 0.999, 1e-8, 0.5, decaying, 1);
            try (Decoder decoder = decoder("qwen2-tied")) {
                Map<String, float[]> before = copies(decoder.tensors());
                DecoderTraining.of(decoder).update(adamW, 1, 0.1, 10);
                copies(decoder.tensors())
                        .forEach((name, values) -> assertThat(norm(values))
                                .as(name)
                                .isCloseTo(
                                        norm(before.getOrDefault(name, values)) * (decaying.decays(name) ? 0.95 : 1),
                                        withinPercentage(1e-3)));
            }
        }
    }

    @Test
    void refusesWhatTheModelCantRead() throws IOException {
        try (Decoder decoder = decoder("qwen2-tied")) {
            DecoderTraining training = DecoderTraining.of(decoder);
            TrainingBatch.Builder batch = TrainingBatch.builder();
            batch.judgeTrunk(batch.trunk(new int[] {1, 1_000_000}), 1);
            assertThatThrownBy(() -> training.forward(batch.build(), 1, LayerMemory.KEPT))
                    .hasMessageContaining("token 1000000 outside of the vocabulary");
            assertThatThrownBy(() -> training.forward(branches(), 0, LayerMemory.KEPT))
                    .hasMessageContaining("temperature is not above 0: 0.0");
            assertThatThrownBy(() -> batch.judgeTrunk(0, 0)).hasMessage("place 0 is not in [1, 2)");
            assertThatThrownBy(() -> TrainingBatch.builder().build()).hasMessage("no token is judged");
        }
    }

    static void update(DecoderTraining training, AdamWConfig adamW, long step) {
        training.forward(branches(), 1, LayerMemory.KEPT);
        training.backward(DERIVATIVES);
        training.update(adamW, step, 1e-3, training.gradientNorm());
    }

    static double lossAt(
            DecoderTraining training, Map<String, float[]> weights, Map<String, float[]> direction, double step) {
        training.restore(
                TensorKind.WEIGHT, (name, shape) -> new ArrayTensor(shape, moved(weights, direction, name, step)));
        double[] logProbs =
                training.forward(branches(), 0.8, LayerMemory.RECOMPUTED).logProbs();
        return IntStream.range(0, logProbs.length)
                .mapToDouble(i -> logProbs[i] * DERIVATIVES[i])
                .sum();
    }

    private static float[] moved(
            Map<String, float[]> weights, Map<String, float[]> direction, String name, double step) {
        float[] from = weights.getOrDefault(name, new float[0]);
        float[] by = direction.getOrDefault(name, new float[0]);
        float[] moved = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            moved[i] = (float) (from[i] + step * by[i]);
        }
        return moved;
    }

    /** Three answers to one prompt: all of the first, the first token of the second and part of the third judged. */
    static TrainingBatch branches() {
        TrainingBatch.Builder batch = TrainingBatch.builder();
        int other = batch.trunk(OTHER);
        int prompt = batch.trunk(PROMPT);
        int first = batch.branch(prompt, ANSWERS[0]);
        int second = batch.branch(prompt, ANSWERS[1]);
        int third = batch.branch(other, ANSWERS[2]);
        for (int i = 0; i < 4; i++) {
            batch.judgeBranch(first, i);
        }
        batch.judgeBranch(second, 0).judgeBranch(second, 1);
        batch.judgeBranch(third, 0).judgeBranch(third, 2).judgeTrunk(other, 1);
        return batch.build();
    }

    static TrainingBatch wholeSequences() {
        TrainingBatch.Builder batch = TrainingBatch.builder();
        int first = batch.trunk(concat(PROMPT, ANSWERS[0]));
        int second = batch.trunk(concat(PROMPT, ANSWERS[1]));
        int third = batch.trunk(concat(OTHER, ANSWERS[2]));
        for (int i = 0; i < 4; i++) {
            batch.judgeTrunk(first, PROMPT.length + i);
        }
        batch.judgeTrunk(second, PROMPT.length).judgeTrunk(second, PROMPT.length + 1);
        batch.judgeTrunk(third, OTHER.length)
                .judgeTrunk(third, OTHER.length + 2)
                .judgeTrunk(third, 1);
        return batch.build();
    }

    private static Map<String, float[]> gradients(
            String fixture, TrainingBatch batch, double temperature, LayerMemory memory) throws IOException {
        try (Decoder decoder = decoder(fixture)) {
            DecoderTraining training = DecoderTraining.of(decoder);
            int judged = training.forward(batch, temperature, memory).size();
            training.backward(Arrays.copyOf(DERIVATIVES, judged));
            return copies(training.tensors(TensorKind.GRADIENT));
        }
    }

    private static Decoder decoder(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture))) {
            return Decoder.load(checkpoint, Precision.FLOAT32);
        }
    }

    static Map<String, float[]> copies(Map<String, FloatTensor> tensors) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, tensor.toArray()));
        return copies;
    }

    private static WeightSource source(Map<String, float[]> values) {
        return (name, shape) -> new ArrayTensor(shape, values.getOrDefault(name, new float[0]));
    }

    /** Relative to all of the gradient: the 2-norm of the difference. */
    static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected, double tolerance) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        double difference = 0;
        double whole = 0;
        for (Map.Entry<String, float[]> tensor : expected.entrySet()) {
            float[] other = actual.getOrDefault(tensor.getKey(), new float[0]);
            for (int i = 0; i < other.length; i++) {
                difference += Math.pow((double) other[i] - tensor.getValue()[i], 2);
                whole += Math.pow(other[i], 2);
            }
        }
        assertThat(Math.sqrt(difference / whole)).isLessThanOrEqualTo(tolerance);
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private static int[] concat(int[] first, int[] second) {
        return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
    }
}
