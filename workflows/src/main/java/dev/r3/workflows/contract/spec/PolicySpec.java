package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

/** The model that is trained. */
public record PolicySpec(
        @Setting(
                value = "Folder of its checkpoint in Hugging Face's layout, relative to the spec's folder;"
                        + " empty where no model is used.",
                byDefault = "''")
        String checkpoint,

        @Setting(value = "Adapters that are trained in place of all weights.", byDefault = "{}")
        LoraSpec lora,

        @Setting(
                value = "Longest conversation in tokens; the model's own limit stands if it is shorter.",
                byDefault = "4096")
        int contextTokens,

        @Setting(
                value = "Tokens whose keys and values are kept at a time: more are faster and take more memory.",
                byDefault = "65536")
        long cacheTokens) {
    public PolicySpec {
        requireNonNull(checkpoint, "checkpoint is null");
        requireNonNull(lora, "lora is null");
        Range.requireAtLeast("context-tokens", 2, contextTokens);
        Range.requireAtLeast("cache-tokens", contextTokens, cacheTokens);
    }
}
