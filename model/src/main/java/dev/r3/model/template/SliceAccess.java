package dev.r3.model.template;

import org.jspecify.annotations.Nullable;

/** {@code value[from:to:step]}; null for what is left out. */
record SliceAccess(
        int line,
        Expression value,
        @Nullable Expression from,
        @Nullable Expression to,
        @Nullable Expression step) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        Value container = frame.evaluate(value);
        if (container instanceof Text text) {
            frame.budget().chargeReading(text.value().length());
        }
        return Attributes.slice(container, bound(from, frame), bound(to, frame), bound(step, frame), frame.budget());
    }

    private static @Nullable Value bound(@Nullable Expression bound, Frame frame) {
        return bound == null ? null : frame.evaluate(bound);
    }
}
