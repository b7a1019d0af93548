package dev.r3.model.template;

import java.util.List;

/** {@code first < second <= third}: true if each neighbouring pair is; stops at the first that is not. */
record Comparison(int line, Expression first, List<Step> steps) implements Expression {

    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        IN,
        NOT_IN
    }

    record Step(Operator operator, Expression right) {}

    @Override
    public Value evaluate(Frame frame) {
        Value left = frame.evaluate(first);
        for (Step step : steps) {
            Value right = frame.evaluate(step.right());
            if (!holds(step.operator(), left, right, frame.budget())) {
                return Bool.FALSE;
            }
            left = right;
        }
        return Bool.TRUE;
    }

    private static boolean holds(Operator operator, Value left, Value right, Budget budget) {
        if (right instanceof Text text) {
            budget.chargeReading(text.value().length());
        }
        return switch (operator) {
            case EQUAL -> Equality.equal(left, right, budget);
            case NOT_EQUAL -> !Equality.equal(left, right, budget);
            case LESS -> Comparing.compare(left, right) < 0;
            case LESS_OR_EQUAL -> Comparing.compare(left, right) <= 0;
            case GREATER -> Comparing.compare(left, right) > 0;
            case GREATER_OR_EQUAL -> Comparing.compare(left, right) >= 0;
            case IN -> Comparing.contains(right, left, budget);
            case NOT_IN -> !Comparing.contains(right, left, budget);
        };
    }
}
