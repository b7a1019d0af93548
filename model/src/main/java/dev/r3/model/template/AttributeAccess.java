package dev.r3.model.template;

/** {@code value.name}. */
record AttributeAccess(int line, Expression value, String name) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        return Attributes.attribute(frame.evaluate(value), name);
    }
}
