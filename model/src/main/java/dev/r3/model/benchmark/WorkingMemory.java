package dev.r3.model.benchmark;

import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.model.decoder.ComputeThreads;

/**
 * An estimate of the memory that a process needs to work with a model, by the sizes of what it keeps at the same time. All
 * numbers are float32. Held against the largest resident memory of processes it was between 9 % below and 20 % above;
 * EXPERIMENTS.md has the figures.
 *
 * @param weights of the model
 * @param cache keys and values of what is being written
 * @param training gradients and both of AdamW's moments, and the weights of a reference
 * @param pass what a forward pass keeps for the backward pass
 */
public record WorkingMemory(long weights, long cache, long training, long pass) {
    private static final long FLOAT = 4;

    /** Java, PyTorch and the tokenizer, before any model. */
    private static final long PROCESS = 400L << 20;

    /** Scores of judged tokens are made in chunks of at most 256 MiB; some four of such a size are there at a time. */
    private static final long MOST_SCORES = 4L * (256L << 20);

    /**
     * To write.
     *
     * @param tokens whose keys and values are kept at a time
     * @param context the longest conversation in tokens
     */
    public static WorkingMemory ofWriting(ModelConfig config, long tokens, long context) {
        long keys =
                (long) config.attention().keyValueHeads() * config.attention().headSize();
        long rows = Math.max(1, tokens / context);
        long cache = FLOAT * 2 * config.layers() * keys * rows * context;
        // While a cache grows the one of half the size is still there.
        return new WorkingMemory(FLOAT * Parameters.of(config).all(), cache + cache / 2, 0, 0);
    }

    /**
     * And to train all weights.
     *
     * @param threads that compute; each lane of a small model has gradients of its own
     */
    public WorkingMemory withTrainedWeights(ModelConfig config, int threads) {
        long parameters = Parameters.of(config).all();
        return with((2L + ComputeThreads.lanes(parameters, threads)) * FLOAT * parameters);
    }

    /** And to train adapters of so many columns to all projections instead. */
    public WorkingMemory withAdapters(ModelConfig config, int rank) {
        long hidden = config.hiddenSize();
        long queries = (long) config.attention().heads() * config.attention().headSize();
        long keys =
                (long) config.attention().keyValueHeads() * config.attention().headSize();
        long sides = (hidden + queries) * 2 + (hidden + keys) * 2 + (hidden + config.intermediateSize()) * 3;
        // Weights, gradients, two moments.
        return with(4 * FLOAT * config.layers() * rank * sides);
    }

    /** And a second model of these sizes that stays as it was. */
    public WorkingMemory withReference(ModelConfig config) {
        return with(FLOAT * Parameters.of(config).all());
    }

    private WorkingMemory with(long more) {
        return new WorkingMemory(weights, cache, training + more, pass);
    }

    /**
     * And to put so many tokens through the model at once, forwards and backwards.
     *
     * @param context the longest conversation in tokens
     */
    public WorkingMemory withPass(ModelConfig config, long tokens, long context) {
        long hidden = config.hiddenSize();
        long queries = (long) config.attention().heads() * config.attention().headSize();
        long keys =
                (long) config.attention().keyValueHeads() * config.attention().headSize();
        // The layer's input, both norms' inner and outer values, attention's inputs before and after they are turned,
        // its
        // outcome twice, gate, up, the gate's activation and their product.
        long layer = 6 * hidden + 2 * (queries + 2 * keys) + 2 * queries + 4L * config.intermediateSize();
        long groups = config.attention().heads() / config.attention().keyValueHeads();
        long masks = tokens * groups * context;
        long scores = Math.min(MOST_SCORES, 4 * FLOAT * tokens * config.vocabularySize());
        return new WorkingMemory(weights, cache, training, FLOAT * (tokens * layer * config.layers() + masks) + scores);
    }

    /** Altogether, with what the process needs besides. */
    public long bytes() {
        return PROCESS + weights + cache + training + pass;
    }
}
