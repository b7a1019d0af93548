package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.r3.model.decoder.WeightSlot.Source;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Where an adapter's B must stay 0: outside of its targets' blocks. All layers have the same. */
final class AdapterMask {
    /** A and B of each of a layer's matrices. */
    private static final int SLOTS_PER_LAYER = 8;

    private AdapterMask() {}

    /**
     * For each B of a layer 1 in its blocks and 0 elsewhere, float32 as the weight lies in memory; without elements where
     * the blocks are all of it.
     */
    static List<NDArray> of(List<WeightSlot> adapters, NDManager manager) {
        return IntStream.range(0, Math.min(SLOTS_PER_LAYER, adapters.size()))
                .filter(slot -> slot % 2 == 1)
                .mapToObj(adapters::get)
                .map(slot -> slot.filled() ? manager.create(new float[0]) : blocks(slot, manager))
                .toList();
    }

    private static NDArray blocks(WeightSlot slot, NDManager manager) {
        int rows = Math.toIntExact(slot.shape().get(0));
        float[] mask = new float[Math.toIntExact(rows * slot.shape().get(1))];
        for (Source source : slot.sources()) {
            int first = Math.toIntExact(source.firstRow());
            int end = Math.toIntExact(first + source.shape().get(0));
            for (long column = 0; column < source.shape().get(1); column++) {
                int line = Math.toIntExact((source.firstColumn() + column) * rows);
                Arrays.fill(mask, line + first, line + end, 1);
            }
        }
        return manager.create(mask, new Shape(slot.sizes()));
    }
}
