package dev.r3.model.template;

/** {@code left and right} or {@code left or right}: the value that decides, as in Python. */
record Junction(int line, Operator operator, Expression left, Expression right) implements Expression {

    enum Operator {
        AND,
        OR
    }

    @Override
    public Value evaluate(Frame frame) {
        Value first = frame.evaluate(left);
        boolean isDecided = Truth.of(first) == (operator == Operator.OR);
        return isDecided ? first : frame.evaluate(right);
    }
}
