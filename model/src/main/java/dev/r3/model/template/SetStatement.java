package dev.r3.model.template;

/** {@code {% set target = value %}}. */
record SetStatement(int line, Target target, Expression value) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        target.assign(frame, frame.evaluate(value));
        return Flow.NEXT;
    }
}
