package dev.r3.model.decoder;

import java.util.List;

/**
 * One of the decoder's weights: what the file stores under the given names, in one.
 *
 * @param shape of the whole as the file stores it; rows first
 * @param sources its blocks, from the top; none for a weight the family doesn't have
 * @param order of its dimensions in memory
 */
record WeightSlot(List<Long> shape, List<Source> sources, Order order) {
    /** A weight that a model doesn't have. */
    static final WeightSlot ABSENT = new WeightSlot(List.of(0L), List.of(), Order.AS_STORED);

    WeightSlot {
        shape = List.copyOf(shape);
        sources = List.copyOf(sources);
    }

    /** How many numbers it has. */
    long elements() {
        return elements(shape);
    }

    /** Whether the sources fill the whole; what they don't is 0. */
    boolean filled() {
        return elements()
                == sources.stream()
                        .mapToLong(source -> elements(source.shape()))
                        .sum();
    }

    private static long elements(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    enum Order {
        AS_STORED,
        TRANSPOSED
    }

    /**
     * A tensor of the checkpoint.
     *
     * @param shape what the file must say
     * @param firstRow where it begins in the slot, as files store it
     * @param firstColumn 0 for a tensor of one axis
     */
    record Source(String name, List<Long> shape, long firstRow, long firstColumn) {
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
