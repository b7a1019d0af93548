package dev.r3.model.decoder;

import static dev.r3.model.decoder.TrainingCases.ANSWERS;
import static dev.r3.model.decoder.TrainingCases.DERIVATIVES;
import static dev.r3.model.decoder.TrainingCases.OTHER;
import static dev.r3.model.decoder.TrainingCases.PROMPT;
import static dev.r3.model.decoder.TrainingCases.assertSame;
import static dev.r3.model.decoder.TrainingCases.branches;
import static dev.r3.model.decoder.TrainingCases.concat;
import static dev.r3.model.decoder.TrainingCases.copies;
import static dev.r3.model.decoder.TrainingCases.decoder;
import static dev.r3.model.decoder.TrainingCases.lossAt;
import static dev.r3.model.decoder.TrainingCases.norm;
import static dev.r3.model.decoder.TrainingCases.update;
import static dev.r3.model.decoder.TrainingCases.wholeSequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDManager;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.ConstantRate;
import dev.r3.model.optimize.WarmupSteps;
import dev.r3.model.optimize.WeightDecay;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against central differences of the loss, and all ways of computing them against each other. */
class DecoderTrainingTest {
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

    private static Map<String, float[]> gradients(
            String fixture, TrainingBatch batch, double temperature, LayerMemory memory) throws IOException {
        try (Decoder decoder = decoder(fixture)) {
            DecoderTraining training = DecoderTraining.of(decoder);
            int judged = training.forward(batch, temperature, memory).size();
            training.backward(Arrays.copyOf(DERIVATIVES, judged));
            return copies(training.tensors(TensorKind.GRADIENT));
        }
    }

    private static WeightSource source(Map<String, float[]> values) {
        return (name, shape) -> new ArrayTensor(shape, values.getOrDefault(name, new float[0]));
    }
}
