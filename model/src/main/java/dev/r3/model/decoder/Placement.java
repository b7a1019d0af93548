package dev.r3.model.decoder;

import dev.r3.model.decoder.WeightSlot.Order;
import dev.r3.model.decoder.WeightSlot.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a published tensor lies among the decoder's weights.
 *
 * @param source its name and shape
 * @param weight the slot's index
 * @param firstRow of the slot as files store it
 */
record Placement(Source source, int weight, long firstRow, Order order) {

    /** All published tensors, in the order of the slots. */
    static List<Placement> of(List<WeightSlot> slots) {
        List<Placement> placements = new ArrayList<>();
        for (int weight = 0; weight < slots.size(); weight++) {
            long row = 0;
            for (Source source : slots.get(weight).sources()) {
                placements.add(
                        new Placement(source, weight, row, slots.get(weight).order()));
                row += source.shape().get(0);
            }
        }
        return placements;
    }

    long rows() {
        return source.shape().get(0);
    }

    long columns() {
        return source.shape().size() == 1 ? 1 : source.shape().get(1);
    }

    boolean transposed() {
        return order == Order.TRANSPOSED;
    }
}
