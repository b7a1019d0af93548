package dev.r3.model.template;

import java.util.List;
import java.util.Set;

/** The variable {@code loop} of one iteration; loops are never recursive, so their depth is 1. */
record LoopState(List<Value> items, int index0) implements Value {

    /** What a template may ask of it. */
    static final Set<String> ATTRIBUTES = Set.of(
            "index",
            "index0",
            "revindex",
            "revindex0",
            "first",
            "last",
            "length",
            "previtem",
            "nextitem",
            "depth",
            "depth0");

    Value attribute(String name) {
        return switch (name) {
            case "index" -> WholeNumber.of(index0 + 1L);
            case "index0" -> WholeNumber.of(index0);
            case "revindex" -> WholeNumber.of(items.size() - (long) index0);
            case "revindex0" -> WholeNumber.of(items.size() - index0 - 1L);
            case "first" -> Bool.of(index0 == 0);
            case "last" -> Bool.of(index0 == items.size() - 1);
            case "length" -> WholeNumber.of(items.size());
            case "previtem" -> index0 > 0 ? items.get(index0 - 1) : new Undefined("the item before the first");
            case "nextitem" ->
                index0 < items.size() - 1 ? items.get(index0 + 1) : new Undefined("the item after the last");
            case "depth" -> WholeNumber.of(1);
            case "depth0" -> WholeNumber.of(0);
            default -> new Undefined("attribute '" + name + "' of loop");
        };
    }

    @Override
    public String typeName() {
        return "loop";
    }
}
