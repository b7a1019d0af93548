package dev.r3.verifiers.countdown;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The exact value of an equation's expression. */
final class Arithmetic {

    private Arithmetic() {}

    /** The value; none if something is divided by zero. */
    static Optional<Rational> value(Equation equation) {
        Deque<Rational> stack = new ArrayDeque<>();
        int used = 0;
        for (char symbol : equation.postfix()) {
            if (symbol == Equation.NUMBER) {
                stack.push(Rational.of(equation.numbers()[used++]));
            } else if (symbol == Equation.NEGATE) {
                stack.push(stack.pop().negate());
            } else {
                Rational right = stack.pop();
                if (symbol == '/' && right.isZero()) {
                    return Optional.empty();
                }
                stack.push(apply(symbol, stack.pop(), right));
            }
        }
        return Optional.of(stack.pop());
    }

    /** The result of one of {@code + - * /}; the right side of a division is not zero. */
    static Rational apply(char operator, Rational left, Rational right) {
        return switch (operator) {
            case '+' -> left.plus(right);
            case '-' -> left.plus(right.negate());
            case '*' -> left.times(right);
            case '/' -> left.times(right.inverse());
            default -> throw new IllegalArgumentException("no operator: " + operator);
        };
    }
}
