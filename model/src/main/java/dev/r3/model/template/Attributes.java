package dev.r3.model.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code value.name}, {@code value[index]} and {@code value[from:to:step]}. */
final class Attributes {

    private Attributes() {}

    /** A method of that name comes before a key of a mapping, as in Jinja. */
    static Value attribute(Value value, String name) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (value instanceof LoopState loop) {
            return loop.attribute(name);
        }
        if (value instanceof Namespace namespace) {
            return namespace.attribute(name);
        }
        return switch (PythonMembers.of(value, name)) {
            case METHOD -> new BoundMethod(value, name);
            case FORBIDDEN -> missing(value, name);
            case NONE -> entry(value, name);
        };
    }

    private static Value entry(Value value, String name) {
        Value entry = value instanceof Mapping mapping ? mapping.entries().get(name) : null;
        return entry == null ? missing(value, name) : entry;
    }

    /** A key of a mapping comes before a method of that name, as in Jinja. */
    static Value item(Value value, Value index) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (index instanceof Text name) {
            Value entry = value instanceof Mapping mapping ? mapping.entries().get(name.value()) : null;
            return entry == null ? attribute(value, name.value()) : entry;
        }
        if (Numbers.isWhole(index) && value instanceof Text text) {
            return codePoint(text.value(), Numbers.position(index));
        }
        if (Numbers.isWhole(index) && value instanceof Sequence sequence && hasPositions(sequence)) {
            return element(sequence.items(), Numbers.position(index));
        }
        return missing(value, "an item at a " + index.typeName());
    }

    private static Value codePoint(String text, int index) {
        int length = text.codePointCount(0, text.length());
        int place = index < 0 ? index + length : index;
        if (place < 0 || place >= length) {
            return new Undefined("character " + index + " of a string of " + length);
        }
        return new Text(Character.toString(text.codePointAt(text.offsetByCodePoints(0, place))));
    }

    private static Value element(List<Value> items, int index) {
        int place = index < 0 ? index + items.size() : index;
        if (place < 0 || place >= items.size()) {
            return new Undefined("item " + index + " of a list of " + items.size());
        }
        return items.get(place);
    }

    static Value slice(Value value, @Nullable Value from, @Nullable Value to, @Nullable Value step, Budget budget) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (value instanceof Text text) {
            int[] points = text.value().codePoints().toArray();
            StringBuilder out = new StringBuilder();
            for (int place : Slice.of(from, to, step, points.length).places()) {
                out.appendCodePoint(points[place]);
            }
            return budget.text(out.toString());
        }
        if (value instanceof Sequence sequence && hasPositions(sequence)) {
            List<Value> items = new ArrayList<>();
            for (int place : Slice.of(from, to, step, sequence.items().size()).places()) {
                items.add(sequence.items().get(place));
            }
            budget.charge(items.size());
            return Sequence.of(sequence.kind(), items);
        }
        throw new ValueException("a " + value.typeName() + " has no slices");
    }

    private static boolean hasPositions(Sequence sequence) {
        return sequence.kind() != Sequence.Kind.VIEW;
    }

    private static Undefined missing(Value value, String what) {
        return new Undefined("'" + what + "' of a " + value.typeName());
    }
}
