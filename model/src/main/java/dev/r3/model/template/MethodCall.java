package dev.r3.model.template;

/** {@code receiver.name(…)}, a method that {@link Methods} knows. */
record MethodCall(int line, Expression receiver, String name, Signature signature, CallArguments arguments)
        implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        Value value = frame.evaluate(receiver);
        if (value instanceof Text text) {
            frame.budget().chargeReading(text.value().length());
        }
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        return Methods.call(new BoundMethod(value, name), arguments.bind(signature, frame), frame.budget());
    }
}
