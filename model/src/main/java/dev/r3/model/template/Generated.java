package dev.r3.model.template;

import java.util.List;

/** What the filters {@code select}, {@code map} and their like give: read once, without length or positions. */
final class Generated implements Value {

    private List<Value> rest;

    Generated(List<Value> items) {
        this.rest = items;
    }

    /** What is left; nothing is left afterwards. */
    List<Value> takeAll() {
        List<Value> taken = rest;
        rest = List.of();
        return taken;
    }

    /** True if the value is among what is left, which is used up until there, as in Python. */
    boolean takeUntil(Value wanted, Budget budget) {
        for (int i = 0; i < rest.size(); i++) {
            if (Equality.equal(rest.get(i), wanted, budget)) {
                rest = rest.subList(i + 1, rest.size());
                return true;
            }
        }
        rest = List.of();
        return false;
    }

    @Override
    public String typeName() {
        return "generator";
    }
}
