package dev.r3.verifiers.api;

/**
 * Bounds the work of one verdict by counting steps, so that the bound is the same on every machine. Whoever parses or
 * matches spends a step for each unit of work; a verifier turns {@link Exhausted} into its format error.
 */
public final class StepBudget {

    /** The budget is spent. Carries no stack trace: it is control flow on a hot path. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Exhausted() {
            super("the answer takes more steps than its budget", null, false, false);
        }
    }

    private long remaining;

    public StepBudget(long steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("steps is negative: " + steps);
        }
        this.remaining = steps;
    }

    /**
     * Takes steps, none or more, off the budget.
     *
     * @throws Exhausted if fewer than {@code steps} remain
     */
    public void spend(long steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("steps is negative: " + steps);
        }
        if (steps > remaining) {
            throw new Exhausted();
        }
        remaining -= steps;
    }
}
