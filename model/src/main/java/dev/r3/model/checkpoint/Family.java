package dev.r3.model.checkpoint;

import java.util.Arrays;
import java.util.Optional;

/** The model families one decoder covers. What they differ in is data here and in {@link ModelConfig}. */
public enum Family {
    QWEN2("qwen2", Biases.QUERY_KEY_VALUE),
    QWEN3("qwen3", Biases.CONFIGURED),
    LLAMA("llama", Biases.CONFIGURED),
    MISTRAL("mistral", Biases.NONE),
    PHI3("phi3", Biases.NONE);

    /** Where a family's attention projections have biases. */
    enum Biases {
        NONE,
        QUERY_KEY_VALUE,
        /** By the key {@code attention_bias}; then the output projection has one too. */
        CONFIGURED
    }

    private final String modelType;
    private final Biases attentionBiases;

    Family(String modelType, Biases attentionBiases) {
        this.modelType = modelType;
        this.attentionBiases = attentionBiases;
    }

    /** The {@code model_type} of config.json. */
    public String modelType() {
        return modelType;
    }

    Biases attentionBiases() {
        return attentionBiases;
    }

    /** Whether queries and keys are normalised per head. */
    public boolean normalizesQueriesAndKeys() {
        return this == QWEN3;
    }

    /** Whether the file holds query, key and value as one matrix, and gate and up as another. */
    public boolean storesFusedProjections() {
        return this == PHI3;
    }

    static Optional<Family> of(String modelType) {
        return Arrays.stream(values())
                .filter(family -> family.modelType.equals(modelType))
                .findFirst();
    }
}
