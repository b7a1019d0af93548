package dev.r3.workflows.contract.spec;

/** The shares of tasks on each side; what is left is for training. A task's side depends on it and the seed alone. */
public record SplitSpec(
        @Setting(value = "Seed of the split.", byDefault = "0")
        long seed,

        @Setting(value = "Share for choices: early stopping, best checkpoint.", byDefault = "0.05")
        double validation,

        @Setting(value = "Share for the final table.", byDefault = "0.2")
        double test) {
    /** All are for the table. */
    static final SplitSpec ALL_TEST = new SplitSpec(0, 0, 1);

    public SplitSpec {
        requireShare("validation", validation);
        requireShare("test", test);
        if (validation + test > 1) {
            throw new IllegalArgumentException(
                    "validation + test is %s; expected at most 1".formatted(validation + test));
        }
    }

    /** Whether tasks are left for training. */
    public boolean trains() {
        return validation + test < 1;
    }

    /**
     * Whether what is a test task by this split is one by another, too, whatever the data: the test side comes first on the
     * line on which a seed places all tasks.
     */
    public boolean testsWithin(SplitSpec other) {
        return test == 0 || (seed == other.seed && test <= other.test);
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("%s is %s; expected a share from 0 to 1".formatted(name, share));
        }
    }
}
