package dev.r3.model.template;

/** {@code {% break %}} or {@code {% continue %}}. */
record LoopControl(int line, Flow flow) implements Statement {

    @Override
    public Flow execute(Frame frame) {
        return flow;
    }
}
