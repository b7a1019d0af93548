package dev.r3.model.template;

/** {@code value[index]}. */
record ItemAccess(int line, Expression value, Expression index) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        Value container = frame.evaluate(value);
        if (container instanceof Text text) {
            frame.budget().chargeReading(text.value().length());
        }
        return Attributes.item(container, frame.evaluate(index));
    }
}
