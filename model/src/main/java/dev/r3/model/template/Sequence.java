package dev.r3.model.template;

import java.util.List;

/** Python's list, tuple, range or view of a dict, never changed once made. */
record Sequence(Kind kind, List<Value> items, int depth) implements Value {

    enum Kind {
        LIST,
        TUPLE,
        RANGE,
        /** What {@code items()}, {@code keys()} and {@code values()} give: has a length and no positions. */
        VIEW
    }

    private static final int MAX_DEPTH = 200;

    /** Wraps the list without a copy: the caller lets go of it. */
    static Sequence of(Kind kind, List<Value> items) {
        return new Sequence(kind, items, depthAround(items));
    }

    static Sequence list(List<Value> items) {
        return of(Kind.LIST, items);
    }

    static Sequence tuple(List<Value> items) {
        return of(Kind.TUPLE, items);
    }

    /** One more than the deepest of the values; bounded, so that printing and comparing end. */
    static int depthAround(Iterable<Value> values) {
        int deepest = 0;
        for (Value value : values) {
            if (value instanceof Sequence sequence) {
                deepest = Math.max(deepest, sequence.depth());
            } else if (value instanceof Mapping mapping) {
                deepest = Math.max(deepest, mapping.depth());
            }
        }
        if (deepest >= MAX_DEPTH) {
            throw new ValueException("lists or mappings nested deeper than " + MAX_DEPTH);
        }
        return deepest + 1;
    }

    @Override
    public String typeName() {
        return switch (kind) {
            case LIST -> "list";
            case TUPLE -> "tuple";
            case RANGE -> "range";
            case VIEW -> "mapping view";
        };
    }
}
