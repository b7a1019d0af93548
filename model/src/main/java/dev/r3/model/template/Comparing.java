package dev.r3.model.template;

import java.util.Arrays;
import java.util.List;

/** The operators {@code < <= > >=} and {@code in}. */
final class Comparing {

    private Comparing() {}

    /** Below, equal or above zero for two numbers or two texts; else an error. */
    static int compare(Value left, Value right) {
        if (left instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (left instanceof Text first && right instanceof Text second) {
            return compareCodePoints(first.value(), second.value());
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right) && !isNan(left) && !isNan(right)) {
            return Numbers.compare(left, right);
        }
        throw new ValueException(left.typeName() + " and " + right.typeName() + " have no order");
    }

    private static boolean isNan(Value value) {
        return value instanceof RealNumber number && Double.isNaN(number.value());
    }

    /** Python orders strings by code points, Java by UTF-16 units. */
    static int compareCodePoints(String left, String right) {
        int[] first = left.codePoints().toArray();
        int[] second = right.codePoints().toArray();
        return Arrays.compare(first, second);
    }

    /** Whether {@code container} has {@code item}: a part of a text, a key of a mapping, an item of a list. */
    static boolean contains(Value container, Value item, Budget budget) {
        if (container instanceof Text text) {
            if (item instanceof Text part) {
                return text.value().contains(part.value());
            }
            throw new ValueException("'in' a string needs a string, not " + item.typeName());
        }
        if (container instanceof Mapping mapping) {
            if (item instanceof Mapping || (item instanceof Sequence list && list.kind() == Sequence.Kind.LIST)) {
                throw new ValueException("a " + item.typeName() + " cannot be a key of a mapping");
            }
            return item instanceof Text key && mapping.entries().containsKey(key.value());
        }
        if (container instanceof Generated generated) {
            return generated.takeUntil(item, budget);
        }
        List<Value> items = Iteration.items(container, budget);
        for (Value candidate : items) {
            if (Equality.equal(candidate, item, budget)) {
                return true;
            }
        }
        return false;
    }
}
