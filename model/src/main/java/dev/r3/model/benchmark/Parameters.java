package dev.r3.model.benchmark;

import dev.r3.model.checkpoint.ModelConfig;

/**
 * How many numbers a model consists of.
 *
 * @param all every weight
 * @param multiplied those that a token is multiplied with: all but the embedding, unless it is the output layer too
 */
public record Parameters(long all, long multiplied) {
    static Parameters of(ModelConfig config) {
        long hidden = config.hiddenSize();
        long headSize = config.attention().headSize();
        long queries = config.attention().heads() * headSize;
        long keys = config.attention().keyValueHeads() * headSize;
        long biases = config.attention().queryKeyValueBias() ? queries + 2 * keys : 0;
        long layer = hidden * (queries + 2 * keys) + queries * hidden + 3L * hidden * config.intermediateSize();
        long embedding = config.vocabularySize() * hidden;
        long norms = hidden * (2L * config.layers() + 1);
        long matrices = config.layers() * layer + embedding;
        long untied = config.tiedEmbeddings() ? 0 : embedding;
        return new Parameters(matrices + untied + norms + config.layers() * biases, matrices);
    }
}
