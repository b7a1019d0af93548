package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.model.decoder.WeightSlot.Order;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Copies a checkpoint's tensors into the decoder's weights, a bounded piece at a time. */
final class WeightLoader {
    /** 64 MiB of floats. */
    private static final long CHUNK_ELEMENTS = 1 << 24;

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
    void load(ModelConfig config, WeightSource weights) {
        List<WeightSlot> slots = WeightLayout.of(config);
        List<List<FloatTensor>> sources = slots.stream()
                .map(slot -> slot.sources().stream()
                        .map(source -> weights.tensor(source.name(), source.shape()))
                        .toList())
                .toList();
        allocate(slots);
        for (int i = 0; i < slots.size(); i++) {
            long row = 0;
            for (FloatTensor source : sources.get(i)) {
                row = copy(source, i, row, slots.get(i));
            }
        }
    }

    private void allocate(List<WeightSlot> slots) {
        switch (precision) {
            // In Java, for what a script allocates outside of training can't take part in a backward pass.
            case FLOAT32 ->
                module.call("set_weights")
                        .with(slots.stream().map(this::zeros).toList())
                        .whole();
            case BFLOAT16 ->
                module.call("set_bfloat16_weights")
                        .withLists(slots.stream().map(WeightSlot::sizes).toList())
                        .whole();
        }
    }

    private NDArray zeros(WeightSlot slot) {
        return module.manager().create(new Shape(slot.sizes()), DataType.FLOAT32);
    }

    private long copy(FloatTensor source, int weight, long firstRow, WeightSlot slot) {
        long columns = slot.columns();
        String write = slot.order() == Order.TRANSPOSED ? "write_columns" : "write_rows";
        long rows = source.shape().get(0);
        long most = Math.max(1, CHUNK_ELEMENTS / columns);
        for (long row = 0; row < rows; row += most) {
            long count = Math.min(most, rows - row);
            try (NDManager scope = module.manager().newSubManager()) {
                Shape shape = source.shape().size() == 1 ? new Shape(count) : new Shape(count, columns);
                NDArray chunk = scope.create(read(source, row * columns, count * columns), shape, DataType.FLOAT32);
                module.call(write).with(weight).with(firstRow + row).with(chunk).whole();
            }
        }
        return firstRow + rows;
    }

    private static ByteBuffer read(FloatTensor source, long first, long count) {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(Math.toIntExact(count * Float.BYTES)).order(ByteOrder.nativeOrder());
        source.read(first, buffer.asFloatBuffer());
        return buffer;
    }
}
