package dev.r3.workflows.contract.spec;

/** Holds first answers where the policy had them: full-vocabulary KL to it on answers of the failure set's attempts. */
public record AnchorSpec(
        @Setting(value = "Weight of the mean divergence a token in the loss; 0 for no anchor.", byDefault = "0.0")
        double weight,

        @Setting(value = "Sampled first answers a step, right or wrong.", byDefault = "64")
        int answersPerStep) {
    public AnchorSpec {
        Range.requireNotNegative("weight", weight);
        Range.requireAtLeast("answers-per-step", 1, answersPerStep);
    }

    public boolean enabled() {
        return weight > 0;
    }
}
