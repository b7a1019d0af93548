package dev.r3.model.template;

import org.jspecify.annotations.Nullable;

/** {@code value if condition else otherwise}; undefined if there is no otherwise. */
record Conditional(
        int line,
        Expression condition,
        Expression value,
        @Nullable Expression otherwise) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        if (Truth.of(frame.evaluate(condition))) {
            return frame.evaluate(value);
        }
        return otherwise == null
                ? new Undefined("the inline if without else, whose condition is false,")
                : frame.evaluate(otherwise);
    }
}
