package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.r3.model.checkpoint.FloatTensor;
import java.util.List;

/** Copies published tensors into the decoder's weights. */
final class WeightLoader {
    private final ScriptModule module;
    private final Precision precision;

    WeightLoader(ScriptModule module, Precision precision) {
        this.module = module;
        this.precision = precision;
    }

    /**
     * Sets all weights.
     *
     * @throws dev.r3.model.checkpoint.CheckpointException for a tensor that is missing, misshapen or not finite
     */
    void load(List<WeightSlot> slots, WeightSource weights) {
        List<Placement> placements = Placement.of(slots);
        // All of them before any memory is taken: a wrong file fails at once.
        List<FloatTensor> tensors = placements.stream()
                .map(Placement::source)
                .map(source -> weights.tensor(source.name(), source.shape()))
                .toList();
        allocate(slots);
        for (int i = 0; i < tensors.size(); i++) {
            new LiveTensor(module, TensorKind.WEIGHT, placements.get(i)).write(tensors.get(i));
        }
    }

    private void allocate(List<WeightSlot> slots) {
        switch (precision) {
            // In Java, for what a script allocates outside of training can't take part in a backward pass.
            case FLOAT32 ->
                module.call("set_weights")
                        .with(slots.stream().map(this::room).toList())
                        .whole();
            case BFLOAT16 ->
                module.call("set_bfloat16_weights")
                        .withLists(slots.stream().map(WeightSlot::sizes).toList())
                        .whole();
        }
    }

    private NDArray room(WeightSlot slot) {
        Shape shape = new Shape(slot.sizes());
        return slot.filled()
                ? module.manager().create(shape, DataType.FLOAT32)
                : module.manager().zeros(shape, DataType.FLOAT32);
    }
}
