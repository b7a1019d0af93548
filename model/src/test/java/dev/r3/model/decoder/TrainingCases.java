package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.optimize.AdamWConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** What the tests of training have in common: a batch with branches, and ways to compare what it gives. */
final class TrainingCases {
    static final int[] PROMPT = {5, 17, 99, 42, 7, 256, 31};
    static final int[] OTHER = {8, 4, 21};
    static final int[][] ANSWERS = {{11, 12, 13, 14}, {15, 16}, {11, 19, 20}};
    static final double[] DERIVATIVES = {-0.7, 0.4, 0.9, -0.3, 0.25, 0.5, -1.1, 0.6, 0.2};

    private TrainingCases() {}

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

    static float[] moved(Map<String, float[]> weights, Map<String, float[]> direction, String name, double step) {
        float[] from = weights.getOrDefault(name, new float[0]);
        float[] by = direction.getOrDefault(name, new float[0]);
        float[] moved = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            moved[i] = (float) (from[i] + step * by[i]);
        }
        return moved;
    }

    static Decoder decoder(String fixture) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture))) {
            return Decoder.load(checkpoint, Precision.FLOAT32);
        }
    }

    static Map<String, float[]> copies(Map<String, FloatTensor> tensors) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, tensor.toArray()));
        return copies;
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

    static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    static int[] concat(int[] first, int[] second) {
        return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
    }
}
