package dev.r3.verifiers.countdown;

import java.util.OptionalLong;

/** The fast path of {@link Arithmetic}: whole numbers that fit in a long, as almost every answer has them. */
final class WholeArithmetic {

    private WholeArithmetic() {}

    /** The value; none if a quotient is no whole number or something overflows: {@link Arithmetic} knows then. */
    static OptionalLong value(Equation equation) {
        long[] stack = new long[equation.numbers().length];
        int top = -1;
        int used = 0;
        try {
            for (char symbol : equation.postfix()) {
                if (symbol == Equation.NUMBER) {
                    stack[++top] = equation.numbers()[used++];
                } else if (symbol == Equation.NEGATE) {
                    stack[top] = Math.negateExact(stack[top]);
                } else {
                    long right = stack[top--];
                    if (symbol == '/' && (right == 0 || stack[top] % right != 0)) {
                        return OptionalLong.empty();
                    }
                    stack[top] = apply(symbol, stack[top], right);
                }
            }
        } catch (ArithmeticException overflow) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(stack[0]);
    }

    private static long apply(char operator, long left, long right) {
        return switch (operator) {
            case '+' -> Math.addExact(left, right);
            case '-' -> Math.subtractExact(left, right);
            case '*' -> Math.multiplyExact(left, right);
            case '/' -> right == -1 ? Math.negateExact(left) : left / right;
            default -> throw new IllegalArgumentException("no operator: " + operator);
        };
    }
}
