package dev.r3.model.template;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Python's {@code ==}. */
final class Equality {

    private Equality() {}

    static boolean equal(Value left, Value right, Budget budget) {
        budget.charge(1);
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.equal(left, right);
        }
        if (left instanceof Sequence first && right instanceof Sequence second) {
            return first.kind() == second.kind() && equalItems(first.items(), second.items(), budget);
        }
        if (left instanceof Mapping first && right instanceof Mapping second) {
            return equalEntries(first.entries(), second.entries(), budget);
        }
        if (left instanceof Undefined && right instanceof Undefined) {
            return true;
        }
        if (left instanceof SafeText text) {
            return equal(new Text(text.value()), right, budget);
        }
        if (right instanceof SafeText text) {
            return equal(left, new Text(text.value()), budget);
        }
        return left.equals(right);
    }

    private static boolean equalItems(List<Value> left, List<Value> right, Budget budget) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<Value> others = right.iterator();
        for (Value item : left) {
            if (!equal(item, others.next(), budget)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalEntries(Map<String, Value> left, Map<String, Value> right, Budget budget) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<String, Value> entry : left.entrySet()) {
            Value other = right.get(entry.getKey());
            if (other == null || !equal(entry.getValue(), other, budget)) {
                return false;
            }
        }
        return true;
    }
}
