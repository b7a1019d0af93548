package dev.r3.model.checkpoint;

import java.util.List;

/**
 * Attention's sizes.
 *
 * @param heads query heads
 * @param keyValueHeads key and value heads; each serves heads / keyValueHeads query heads
 * @param headSize numbers a head
 * @param queryKeyValueBias whether the three input projections have biases
 * @param outputBias whether the output projection has one
 * @param windows for each layer how many last tokens a token sees, itself included; 0 for all
 */
public record AttentionConfig(
        int heads,
        int keyValueHeads,
        int headSize,
        boolean queryKeyValueBias,
        boolean outputBias,
        List<Integer> windows) {
    public AttentionConfig {
        if (heads < 1 || keyValueHeads < 1 || heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(heads + " heads over " + keyValueHeads + " key/value heads");
        }
        if (headSize < 2 || headSize % 2 != 0) {
            throw new IllegalArgumentException("head size is not even: " + headSize);
        }
        windows = List.copyOf(windows);
    }
}
