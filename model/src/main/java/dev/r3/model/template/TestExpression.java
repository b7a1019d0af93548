package dev.r3.model.template;

/** {@code value is name(…)}. */
record TestExpression(int line, Expression value, Tests.Entry entry, CallArguments arguments) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        Value tested = frame.evaluate(value);
        return Bool.of(entry.test().test(tested, arguments.bind(entry.signature(), frame), frame.budget()));
    }
}
