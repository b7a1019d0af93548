package dev.r3.model.decoder;

import dev.r3.model.decoder.WeightSlot.Order;
import dev.r3.model.decoder.WeightSlot.Source;
import dev.r3.model.lora.LoraConfig;
import dev.r3.model.lora.LoraFactor;
import java.util.ArrayList;
import java.util.List;

/**
 * How adapters of a decoder's projections lie in memory: A and B for each of a layer's four matrices. Where a matrix is k
 * targets side by side, so are their A, [in, k r], and B, [k r, out], has a block for each and is 0 elsewhere: two
 * matrix products serve all of them.
 */
final class AdapterLayout {
    private AdapterLayout() {}

    /** The names of the model's projections. */
    static List<String> projections(List<WeightSlot> base) {
        return base.stream()
                .filter(AdapterLayout::isProjection)
                .flatMap(slot -> slot.sources().stream())
                .map(source -> LoraConfig.projection(source.name()))
                .distinct()
                .toList();
    }

    /**
     * @param config with its targets spelled out
     */
    static List<WeightSlot> of(List<WeightSlot> base, LoraConfig config) {
        List<WeightSlot> slots = new ArrayList<>();
        for (WeightSlot slot : base) {
            if (isProjection(slot)) {
                List<Source> targets = slot.sources().stream()
                        .filter(source -> config.targets().contains(LoraConfig.projection(source.name())))
                        .toList();
                slots.add(targets.isEmpty() ? WeightSlot.ABSENT : inner(slot, targets, config.rank()));
                slots.add(targets.isEmpty() ? WeightSlot.ABSENT : outer(slot, targets, config.rank()));
            }
        }
        return slots;
    }

    /** Of a model's matrices its projections, and they alone, lie as [in, out] in memory. */
    private static boolean isProjection(WeightSlot slot) {
        return slot.order() == Order.TRANSPOSED;
    }

    /** The targets' A, [rank, in] each, below each other. */
    private static WeightSlot inner(WeightSlot projection, List<Source> targets, long rank) {
        long columns = projection.shape().get(1);
        List<Source> sources = new ArrayList<>();
        for (Source target : targets) {
            sources.add(
                    new Source(LoraFactor.A.nameFor(target.name()), List.of(rank, columns), rank * sources.size(), 0));
        }
        return new WeightSlot(List.of(rank * targets.size(), columns), sources, Order.TRANSPOSED);
    }

    /** The targets' B, [out, rank] each, each in the rows of its target and in columns of its own. */
    private static WeightSlot outer(WeightSlot projection, List<Source> targets, long rank) {
        List<Source> sources = new ArrayList<>();
        for (Source target : targets) {
            sources.add(new Source(
                    LoraFactor.B.nameFor(target.name()),
                    List.of(target.shape().get(0), rank),
                    target.firstRow(),
                    rank * sources.size()));
        }
        return new WeightSlot(List.of(projection.shape().get(0), rank * targets.size()), sources, Order.TRANSPOSED);
    }
}
