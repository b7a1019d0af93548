package dev.r3.model.template;

/** An arithmetic operator between two values. */
record Operation(int line, Operator operator, Expression left, Expression right) implements Expression {

    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        FLOOR_DIVIDE,
        MODULO
    }

    @Override
    public Value evaluate(Frame frame) {
        Value first = frame.evaluate(left);
        Value second = frame.evaluate(right);
        return switch (operator) {
            case ADD -> Arithmetic.add(first, second, frame.budget());
            case SUBTRACT -> Arithmetic.subtract(first, second);
            case MULTIPLY -> Arithmetic.multiply(first, second, frame.budget());
            case DIVIDE -> Arithmetic.divide(first, second);
            case FLOOR_DIVIDE -> Arithmetic.floorDivide(first, second);
            case MODULO -> Arithmetic.modulo(first, second);
        };
    }
}
