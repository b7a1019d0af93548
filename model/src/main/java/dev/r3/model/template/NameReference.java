package dev.r3.model.template;

/** A variable. */
record NameReference(int line, String name) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        return frame.lookUp(name);
    }
}
