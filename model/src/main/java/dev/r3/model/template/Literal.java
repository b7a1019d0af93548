package dev.r3.model.template;

/** A string, number, true, false or none. */
record Literal(int line, Value value) implements Expression {

    @Override
    public Value evaluate(Frame frame) {
        return value;
    }
}
