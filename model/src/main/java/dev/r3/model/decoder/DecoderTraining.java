package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.optimize.AdamWConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Gradients and AdamW's moments of a decoder's weights, and what changes them. A decoder has one training at a time; its
 * memory lives as long as the decoder.
 *
 * <p>A step is any number of forward and backward passes, whose gradients add up, and one update.
 *
 * <p>Not safe for use by several threads.
 */
public final class DecoderTraining {
    private final Decoder decoder;
    private final ScriptModule module;
    private final List<WeightSlot> slots;
    private final List<Placement> placements;

    private DecoderTraining(Decoder decoder) {
        this.decoder = decoder;
        this.module = decoder.module();
        this.slots = decoder.weights().all();
        this.placements = decoder.weights().trained();
    }

    /**
     * Trains a decoder's adapters if it has some, else all of its weights. Gradients and moments are 0.
     *
     * @throws IllegalArgumentException for a decoder that isn't float32
     */
    public static DecoderTraining of(Decoder decoder) {
        if (decoder.precision() != Precision.FLOAT32) {
            throw new IllegalArgumentException("weights are trained in FLOAT32, not " + decoder.precision());
        }
        DecoderTraining training = new DecoderTraining(decoder);
        try (NDManager scope = decoder.newScope()) {
            training.module
                    .trainingCall("set_gradients")
                    .with("gradients", training.zeros())
                    .with("first_moments", training.zeros())
                    .with("second_moments", training.zeros())
                    .tensor(scope);
            training.module
                    .call("set_adapter_masks")
                    .with(AdapterMask.of(decoder.weights().adapters(), training.module.manager()))
                    .whole();
        }
        return training;
    }

    /**
     * Scores the judged tokens and keeps what {@link #backward} needs, until then or the next forward pass.
     *
     * @param temperature that scores are divided by, above 0
     * @throws IllegalArgumentException for a token outside of the vocabulary or a sequence longer than the context
     */
    public TokenScores forward(TrainingBatch batch, double temperature, LayerMemory memory) {
        return TrainingPass.run(decoder, batch, temperature, memory);
    }

    /**
     * Adds the gradient of a loss of the last forward pass.
     *
     * @param derivatives of the loss by each judged token's log-probability
     */
    public void backward(double[] derivatives) {
        try (NDManager scope = decoder.newScope()) {
            module.trainingCall("train_backward")
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
        if (other.vocabularySize() != decoder.config().vocabularySize()) {
            throw new IllegalArgumentException("a model with a vocabulary of " + other.vocabularySize()
                    + " tokens pulls one of " + decoder.config().vocabularySize());
        }
        try (NDManager scope = decoder.newScope()) {
            float[] divergences = module.trainingCall("pull_backward")
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

    /** The 2-norm of all gradients together. */
    public double gradientNorm() {
        try (NDManager scope = decoder.newScope()) {
            double squares = 0;
            for (float norm : module.call("gradient_norms").tensor(scope).toFloatArray()) {
                squares += (double) norm * norm;
            }
            return Math.sqrt(squares);
        }
    }

    /**
     * Changes the weights by the gradients, scaled down to the greatest norm, and zeroes them.
     *
     * @param step from 1
     * @param rate the learning rate of this step
     * @param gradientNorm as {@link #gradientNorm} gave it
     */
    public void update(AdamWConfig adamW, long step, double rate, double gradientNorm) {
        // As torch.nn.utils.clip_grad_norm_ has it.
        double scale = Math.min(1, adamW.maxGradientNorm() / (gradientNorm + 1e-6));
        adamW(adamW, step, rate, scale, weights(adamW.decaying()::decays), adamW.weightDecay());
        adamW(adamW, step, rate, scale, weights(name -> !adamW.decaying().decays(name)), 0);
        zeroGradients();
    }

    public void zeroGradients() {
        module.call("zero_gradients").whole();
    }

    /** What belongs to the trained weights, by their published names; it changes as they do. */
    public Map<String, FloatTensor> tensors(TensorKind kind) {
        return LiveTensor.all(module, kind, placements);
    }

    /** Replaces what belongs to the trained weights. */
    public void restore(TensorKind kind, WeightSource source) {
        for (Placement place : placements) {
            new LiveTensor(module, kind, place)
                    .write(source.tensor(place.source().name(), place.source().shape()));
        }
    }

    private void adamW(AdamWConfig adamW, long step, double rate, double scale, long[] weights, double weightDecay) {
        // Where all tensors decay, or none does, one list is empty, and torch refuses to scale it.
        if (weights.length == 0) {
            return;
        }
        module.call("adamw")
                .with(weights)
                .with(step)
                .with(scale)
                .with(rate)
                .with(adamW.beta1())
                .with(adamW.beta2())
                .with(adamW.epsilon())
                .with(weightDecay)
                .whole();
    }

    /** The slots of the tensors with such names. Those of one slot decay alike. */
    private long[] weights(Predicate<String> named) {
        return placements.stream()
                .filter(place -> named.test(place.source().name()))
                .mapToLong(Placement::weight)
                .distinct()
                .toArray();
    }

    private static float[] narrow(double[] wide) {
        float[] narrow = new float[wide.length];
        for (int j = 0; j < narrow.length; j++) {
            narrow[j] = (float) wide[j];
        }
        return narrow;
    }

    /** For each weight, without elements for those that aren't trained. */
    private List<NDArray> zeros() {
        Set<Integer> trained = placements.stream().map(Placement::weight).collect(Collectors.toSet());
        return IntStream.range(0, slots.size())
                .mapToObj(i -> trained.contains(i) ? slots.get(i) : WeightSlot.ABSENT)
                .map(slot -> module.manager().zeros(new Shape(slot.sizes()), DataType.FLOAT32))
                .toList();
    }
}
