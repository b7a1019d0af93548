package dev.r3.model.template;

/** {@code input | name(…)}. */
record FilterExpression(int line, Expression input, Filters.Entry entry, CallArguments arguments)
        implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        return apply(frame.evaluate(input), frame);
    }

    private Value apply(Value value, Frame frame) {
        if (value instanceof Text text) {
            frame.budget().chargeReading(text.value().length());
        }
        return entry.filter().apply(value, arguments.bind(entry.signature(), frame), frame.budget());
    }
}
