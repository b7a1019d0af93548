package dev.r3.workflows.contract.spec;

/** How one turn of the model is written. */
public record TurnSpec(
        @Setting(value = "Temperature of sampling in training, above 0; evaluations are greedy.", byDefault = "1.0")
        double temperature,

        @Setting(value = "Most tokens.", byDefault = "512") int maxTokens) {
    public TurnSpec {
        Range.requirePositive("temperature", temperature);
        Range.requireAtLeast("max-tokens", 1, maxTokens);
    }
}
