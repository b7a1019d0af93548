package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.optimize.AdamWConfig;
import java.util.ArrayList;
import java.util.Collections;
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
 * <p>A step is any number of forward and backward passes, in any lanes, whose gradients add up, and one update.
 *
 * <p>Not safe for use by several threads.
 */
public final class DecoderTraining {
    private final Decoder decoder;
    private final ScriptModule module;
    private final List<WeightSlot> slots;
    private final List<Placement> placements;
    private final List<TrainingLane> lanes = new ArrayList<>();

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
        List<NDArray> firstMoments = training.zeros();
        List<NDArray> secondMoments = training.zeros();
        List<NDArray> masks = AdapterMask.of(decoder.weights().adapters(), training.module.manager());
        for (int i = 0; i < decoder.lanes(); i++) {
            training.lanes.add(training.lane(decoder.lane(i), firstMoments, secondMoments, masks));
        }
        return training;
    }

    private TrainingLane lane(Lane lane, List<NDArray> firstMoments, List<NDArray> secondMoments, List<NDArray> masks) {
        List<NDArray> gradients = zeros();
        try (NDManager scope = lane.newScope()) {
            lane.module()
                    .trainingCall("set_gradients")
                    .with("gradients", gradients)
                    .with("first_moments", firstMoments)
                    .with("second_moments", secondMoments)
                    .tensor(scope);
        }
        lane.module().call("set_adapter_masks").with(masks).whole();
        return new TrainingLane(lane, gradients);
    }

    /** As many as the decoder's, with the same indices. */
    public List<TrainingLane> lanes() {
        return Collections.unmodifiableList(lanes);
    }

    /** {@link TrainingLane#forward} in the first lane. */
    public TokenScores forward(TrainingBatch batch, double temperature, LayerMemory memory) {
        return lanes.get(0).forward(batch, temperature, memory);
    }

    /** {@link TrainingLane#backward} in the first lane. */
    public void backward(double[] derivatives) {
        lanes.get(0).backward(derivatives);
    }

    /** The 2-norm of all gradients together, those of all lanes added up in their order. */
    public double gradientNorm() {
        gather();
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
        lanes.forEach(TrainingLane::zeroGradients);
    }

    /** Adds the other lanes' gradients to the first one's. */
    private void gather() {
        for (TrainingLane other : lanes.subList(1, lanes.size())) {
            module.call("add_gradients").with(other.gradients()).whole();
            other.zeroGradients();
        }
    }

    /**
     * What belongs to the trained weights, by their published names; it changes as they do, gradients as far as lanes'
     * have been added up.
     */
    public Map<String, FloatTensor> tensors(TensorKind kind) {
        if (kind == TensorKind.GRADIENT) {
            gather();
        }
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

    /** For each weight, without elements for those that aren't trained. */
    private List<NDArray> zeros() {
        Set<Integer> trained = placements.stream().map(Placement::weight).collect(Collectors.toSet());
        return IntStream.range(0, slots.size())
                .mapToObj(i -> trained.contains(i) ? slots.get(i) : WeightSlot.ABSENT)
                .map(slot -> module.manager().zeros(new Shape(slot.sizes()), DataType.FLOAT32))
                .toList();
    }
}
