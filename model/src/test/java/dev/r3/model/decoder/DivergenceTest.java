package dev.r3.model.decoder;

import static dev.r3.model.decoder.TrainingCases.DERIVATIVES;
import static dev.r3.model.decoder.TrainingCases.PROMPT;
import static dev.r3.model.decoder.TrainingCases.branches;
import static dev.r3.model.decoder.TrainingCases.copies;
import static dev.r3.model.decoder.TrainingCases.decoder;
import static dev.r3.model.decoder.TrainingCases.moved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.ConstantRate;
import dev.r3.model.optimize.WarmupSteps;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** KL(p ‖ q) of two models over whole vocabularies, and the gradients that pull one to the other. */
class DivergenceTest {
    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
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
            try (JudgedStates states = other.lane(0).judgedStates(batch.build())) {
                double[] divergences = training.lanes().get(0).pull(states, new double[] {1, 1});
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
        try (JudgedStates states = other.lane(0).judgedStates(branches())) {
            return training.lanes().get(0).pull(states, weights);
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
}
