package dev.r3.model.template;

/** {@code not value}, {@code -value} or {@code +value}. */
record Negation(int line, Operator operator, Expression value) implements Expression {

    enum Operator {
        NOT,
        MINUS,
        PLUS
    }

    @Override
    public Value evaluate(Frame frame) {
        Value operand = frame.evaluate(value);
        return switch (operator) {
            case NOT -> Bool.of(!Truth.of(operand));
            case MINUS -> Arithmetic.negate(operand);
            case PLUS -> Arithmetic.negate(Arithmetic.negate(operand));
        };
    }
}
