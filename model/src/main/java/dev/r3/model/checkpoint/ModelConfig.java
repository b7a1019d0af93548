package dev.r3.model.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * A decoder's sizes and family, as its config.json gives them.
 *
 * @param vocabularySize rows of the embedding; may exceed the tokenizer's vocabulary
 * @param maxPositions longest sequence, in tokens
 * @param feedForwardBias whether gate, up and down have biases
 * @param tiedEmbeddings whether the output layer is the embedding
 */
public record ModelConfig(
        Family family,
        int vocabularySize,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int maxPositions,
        double normEpsilon,
        boolean feedForwardBias,
        boolean tiedEmbeddings,
        AttentionConfig attention,
        RopeConfig rope) {
    public ModelConfig {
        requireNonNull(family, "family is null");
        requireNonNull(attention, "attention is null");
        requireNonNull(rope, "rope is null");
        requirePositive(vocabularySize, "vocabulary size");
        requirePositive(hiddenSize, "hidden size");
        requirePositive(intermediateSize, "intermediate size");
        requirePositive(layers, "layers");
        requirePositive(maxPositions, "max positions");
        if (!(normEpsilon > 0)) {
            throw new IllegalArgumentException("norm epsilon is not positive: " + normEpsilon);
        }
        if (attention.windows().size() != layers) {
            throw new IllegalArgumentException(attention.windows().size() + " windows for " + layers + " layers");
        }
        if (rope.rotarySize() > attention.headSize()) {
            throw new IllegalArgumentException(
                    "rotary size " + rope.rotarySize() + " in heads of " + attention.headSize());
        }
    }

    private static void requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is not positive: " + value);
        }
    }
}
