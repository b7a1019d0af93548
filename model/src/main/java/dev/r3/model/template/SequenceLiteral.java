package dev.r3.model.template;

import java.util.ArrayList;
import java.util.List;

/** {@code [a, b]} or {@code (a, b)}. */
record SequenceLiteral(int line, Sequence.Kind kind, List<Expression> items) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        List<Value> values = new ArrayList<>();
        items.forEach(item -> values.add(frame.evaluate(item)));
        return Sequence.of(kind, values);
    }
}
