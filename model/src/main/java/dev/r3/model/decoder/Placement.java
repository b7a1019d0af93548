package dev.r3.model.decoder;

import dev.r3.model.decoder.WeightSlot.Order;
import dev.r3.model.decoder.WeightSlot.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a published tensor lies among the decoder's weights.
 *
 * @param source its name, shape and place in the slot
 * @param weight the slot's index
 */
record Placement(Source source, int weight, Order order) {

    /** All published tensors, in the order of the slots. */
    static List<Placement> of(List<WeightSlot> slots) {
        List<Placement> placements = new ArrayList<>();
        for (int weight = 0; weight < slots.size(); weight++) {
            for (Source source : slots.get(weight).sources()) {
                placements.add(new Placement(source, weight, slots.get(weight).order()));
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
