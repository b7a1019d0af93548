package dev.r3.workflows.contract.spec;

/** What a data set must prove of itself before use. */
public record ProofSpec(
        @Setting(value = "Least share of gold answers that pass, where the data has them.", byDefault = "1.0")
        double goldPasses,

        @Setting(value = "Least share of empty answers that fail.", byDefault = "1.0")
        double emptyFails,

        @Setting(value = "Most rows that may be rejected, as a share.", byDefault = "0.01")
        double rejected) {
    public ProofSpec {
        requireShare("gold-passes", goldPasses);
        requireShare("empty-fails", emptyFails);
        requireShare("rejected", rejected);
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("%s is %s; expected a share from 0 to 1".formatted(name, share));
        }
    }
}
