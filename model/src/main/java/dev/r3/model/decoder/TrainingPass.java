package dev.r3.model.decoder;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A forward pass over a training batch. */
final class TrainingPass {
    private TrainingPass() {}

    static TokenScores run(Lane lane, TrainingBatch batch, double temperature, LayerMemory memory) {
        Decoder decoder = lane.decoder();
        requireWithinModel(decoder, batch);
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("temperature is not above 0: " + temperature);
        }
        Shape trunks = new Shape(batch.trunkCount(), batch.trunkWidth());
        Shape branches = new Shape(batch.branchCount(), batch.branchWidth());
        try (NDManager scope = lane.newScope()) {
            float[] scores = lane.module()
                    .trainingCall("train_forward")
                    .with(scope.create(batch.trunkTokens(), trunks))
                    .with(scope.create(batch.trunkPositions(), trunks))
                    .with(scope.create(batch.documents(), trunks))
                    .with(scope.create(batch.branchTokens(), branches))
                    .with(scope.create(batch.branchPositions(), branches))
                    .with(scope.create(batch.owners()))
                    .with(scope.create(frequencies(decoder, batch)))
                    .with(scope.create(batch.judgedAt()))
                    .with(scope.create(batch.targets()))
                    .with(scope.create((float) temperature))
                    .with(scope.create(memory == LayerMemory.RECOMPUTED))
                    .tensor(scope)
                    .toFloatArray();
            int J = batch.judged();
            return new TokenScores(doubles(scores, 0, J), doubles(scores, J, 2 * J));
        }
    }

    private static long[] frequencies(Decoder decoder, TrainingBatch batch) {
        return Arrays.stream(batch.sequenceLengths())
                .mapToLong(length -> decoder.rotary().rowFor(length))
                .toArray();
    }

    private static void requireWithinModel(Decoder decoder, TrainingBatch batch) {
        if (batch.longest() > decoder.config().maxPositions()) {
            throw new IllegalArgumentException("a sequence of " + batch.longest() + " tokens in a context of "
                    + decoder.config().maxPositions());
        }
        for (long token : batch.trunkTokens()) {
            decoder.requireToken(token);
        }
        for (long token : batch.branchTokens()) {
            decoder.requireToken(token);
        }
    }

    private static double[] doubles(float[] values, int first, int end) {
        return IntStream.range(first, end).mapToDouble(i -> values[i]).toArray();
    }
}
