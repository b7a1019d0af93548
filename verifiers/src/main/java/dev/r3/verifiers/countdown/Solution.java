package dev.r3.verifiers.countdown;

/**
 * An expression that solves a task, as far as it is made.
 *
 * @param text the expression with no parentheses that are not needed
 * @param value its exact value
 * @param binding how strongly its outermost operator binds: 1 for a sum, 2 for a product, 3 for a number
 */
record Solution(String text, Rational value, int binding) {

    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int NUMBER = 3;

    static Solution of(long number) {
        return new Solution(Long.toString(number), Rational.of(number), NUMBER);
    }

    /** This and another expression under an operator; the other is not zero if the operator is {@code /}. */
    Solution combine(char operator, Solution right) {
        int binds = operator == '+' || operator == '-' ? SUM : PRODUCT;
        // The right side of - and / must bind stronger: a - (b + c).
        int rightBinds = operator == '-' || operator == '/' ? binds + 1 : binds;
        String text = within(binds) + " " + operator + " " + right.within(rightBinds);
        return new Solution(text, Arithmetic.apply(operator, value, right.value), binds);
    }

    private String within(int atLeast) {
        return binding < atLeast ? "(" + text + ")" : text;
    }
}
