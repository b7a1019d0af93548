package dev.r3.model.decoder;

import dev.r3.model.checkpoint.ModelConfig;

/**
 * How many multiply-adds the matrix products of cache.py take: projections, feed-forward, attention and output layer,
 * padding and masked keys included, as they are computed too. Norms, rotations and sampling aren't counted.
 */
final class MultiplyAdds {
    private final long layers;
    private final long layerWeights;
    private final long outputWeights;
    /** Queries' numbers of one token in one layer: N * D. */
    private final long queries;

    MultiplyAdds(ModelConfig config) {
        long hidden = config.hiddenSize();
        long keys =
                (long) config.attention().keyValueHeads() * config.attention().headSize();
        this.queries = (long) config.attention().heads() * config.attention().headSize();
        this.layers = config.layers();
        this.layerWeights =
                hidden * (queries + 2 * keys) + queries * hidden + 3 * hidden * (long) config.intermediateSize();
        this.outputWeights = config.vocabularySize() * hidden;
    }

    /** Tokens [B, T] that each see so many keys; one token a row is scored. */
    long extend(int B, int T, int keys) {
        return layers * ((long) B * T * layerWeights + attention((long) B * T, keys)) + B * outputWeights;
    }

    /** One token of each of B rows, which sees so many own keys and, as one of a trunk's members, so many of the trunk. */
    long step(int B, int keys, int members, int trunkKeys) {
        return layers * (B * layerWeights + attention(B, keys) + attention(members, trunkKeys)) + B * outputWeights;
    }

    /** A query's products with keys, and the shares' with values. */
    private long attention(long tokens, long keys) {
        return 2 * tokens * queries * keys;
    }
}
