package dev.r3.model.template;

import java.util.Map;

/** Python's dict with string keys, in order, never changed once made. */
record Mapping(Map<String, Value> entries, int depth) implements Value {

    /** Wraps the map without a copy: the caller lets go of it. */
    static Mapping of(Map<String, Value> entries) {
        return new Mapping(entries, Sequence.depthAround(entries.values()));
    }

    @Override
    public String typeName() {
        return "mapping";
    }
}
