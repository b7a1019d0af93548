package dev.r3.model.decoder;

import java.util.List;

/**
 * One of the decoder's weights: what the file stores under the given names, one below the other.
 *
 * @param shape of the whole as the file stores it; rows first
 * @param sources from the top; none for a weight the family doesn't have
 * @param order of its dimensions in memory
 */
record WeightSlot(List<Long> shape, List<Source> sources, Order order) {
    WeightSlot {
        shape = List.copyOf(shape);
        sources = List.copyOf(sources);
    }

    enum Order {
        AS_STORED,
        TRANSPOSED
    }

    /**
     * A tensor of the checkpoint.
     *
     * @param shape what the file must say
     */
    record Source(String name, List<Long> shape) {
        Source {
            shape = List.copyOf(shape);
        }
    }

    /** The shape in memory, as native calls take it. */
    long[] sizes() {
        return switch (order) {
            case AS_STORED -> shape.stream().mapToLong(Long::longValue).toArray();
            case TRANSPOSED -> new long[] {shape.get(1), shape.get(0)};
        };
    }
}
