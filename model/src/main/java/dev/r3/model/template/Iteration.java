package dev.r3.model.template;

import java.util.ArrayList;
import java.util.List;

/** What a value gives when it is gone through. */
final class Iteration {

    private Iteration() {}

    static boolean isIterable(Value value) {
        return value instanceof Undefined
                || value instanceof Text
                || value instanceof SafeText
                || value instanceof Sequence
                || value instanceof Mapping
                || value instanceof Generated;
    }

    /** A mapping gives its keys, a text its code points, an undefined value nothing. */
    static List<Value> items(Value value, Budget budget) {
        if (value instanceof Sequence sequence) {
            return sequence.items();
        }
        if (value instanceof Mapping mapping) {
            return texts(mapping.entries().keySet());
        }
        if (value instanceof Text text) {
            budget.charge(text.value().length());
            return codePoints(text.value());
        }
        if (value instanceof Generated generated) {
            return generated.takeAll();
        }
        if (value instanceof Undefined) {
            return List.of();
        }
        throw new ValueException(value.typeName() + " cannot be gone through");
    }

    static List<Value> texts(Iterable<String> texts) {
        List<Value> values = new ArrayList<>();
        texts.forEach(text -> values.add(new Text(text)));
        return values;
    }

    private static List<Value> codePoints(String text) {
        List<Value> values = new ArrayList<>(text.length());
        text.codePoints().forEach(point -> values.add(new Text(Character.toString(point))));
        return values;
    }

    /** Python's {@code len}. */
    static int length(Value value) {
        if (value instanceof Text text) {
            return text.value().codePointCount(0, text.value().length());
        }
        if (value instanceof Sequence sequence) {
            return sequence.items().size();
        }
        if (value instanceof Mapping mapping) {
            return mapping.entries().size();
        }
        if (value instanceof LoopState loop) {
            return loop.items().size();
        }
        if (value instanceof Undefined) {
            return 0;
        }
        throw new ValueException(value.typeName() + " has no length");
    }
}
