package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A lane's part in training: its forward and backward passes, whose gradients add up apart from other lanes' until {@link
 * DecoderTraining#gradientNorm}.
 *
 * <p>Not safe for use by several threads.
 */
public final class TrainingLane {
    private final Lane lane;
    private final List<NDArray> gradients;

    TrainingLane(Lane lane, List<NDArray> gradients) {
        this.lane = lane;
        this.gradients = gradients;
    }

    /** From 0. */
    public int index() {
        return lane.index();
    }

    /**
     * Scores the judged tokens and keeps what {@link #backward} needs, until then or the next forward pass.
     *
     * @param temperature that scores are divided by, above 0
     * @throws IllegalArgumentException for a token outside of the vocabulary or a sequence longer than the context
     */
    public TokenScores forward(TrainingBatch batch, double temperature, LayerMemory memory) {
        return TrainingPass.run(lane, batch, temperature, memory);
    }

    /**
     * Adds the gradient of a loss of the last forward pass.
     *
     * @param derivatives of the loss by each judged token's log-probability
     */
    public void backward(double[] derivatives) {
        try (NDManager scope = lane.newScope()) {
            lane.module()
                    .trainingCall("train_backward")
                    .with(scope.create(narrow(derivatives)))
                    .tensor(scope);
        }
    }

    /**
     * Adds the gradient of a pull to another model at the last forward pass's judged tokens: the sum of the divergences
     * KL(p ‖ q) times their weights, over the whole vocabulary, p being the other model's distribution and q this one's,
     * both at the forward pass's temperature.
     *
     * @param other the other model's, for the same batch
     * @param weights one for each judged token
     * @return the divergences, in nats
     */
    public double[] pull(JudgedStates other, double[] weights) {
        if (other.size() != weights.length) {
            throw new IllegalArgumentException(
                    "states of " + other.size() + " judged tokens with " + weights.length + " weights");
        }
        int vocabularySize = lane.decoder().config().vocabularySize();
        if (other.vocabularySize() != vocabularySize) {
            throw new IllegalArgumentException("a model with a vocabulary of " + other.vocabularySize()
                    + " tokens pulls one of " + vocabularySize);
        }
        try (NDManager scope = lane.newScope()) {
            float[] divergences = lane.module()
                    .trainingCall("pull_backward")
                    .with(other.states())
                    .with(other.output())
                    .with(scope.create(narrow(weights)))
                    .tensor(scope)
                    .toFloatArray();
            return IntStream.range(0, divergences.length)
                    .mapToDouble(j -> divergences[j])
                    .toArray();
        }
    }

    List<NDArray> gradients() {
        return gradients;
    }

    void zeroGradients() {
        lane.module().call("zero_gradients").whole();
    }

    private static float[] narrow(double[] wide) {
        float[] narrow = new float[wide.length];
        for (int j = 0; j < narrow.length; j++) {
            narrow[j] = (float) wide[j];
        }
        return narrow;
    }
}
