package dev.r3.model.decoder;

import ai.djl.ndarray.NDManager;
import java.util.Optional;

/**
 * One thread's way through a decoder: a script of its own, with its own cache, activations and gradients, on weights that
 * all lanes share. Lanes compute at the same time; see {@link Lanes}.
 *
 * <p>Not safe for use by several threads.
 */
public final class Lane {
    private final Decoder decoder;
    private final int index;
    private final ScriptModule module;
    private Optional<KeyValueCache> cache = Optional.empty();

    Lane(Decoder decoder, int index, ScriptModule module) {
        this.decoder = decoder;
        this.index = index;
        this.module = module;
    }

    /**
     * Scores the judged tokens of a batch, without gradients.
     *
     * @param temperature that scores are divided by, above 0
     * @throws IllegalArgumentException for a token outside of the vocabulary or a sequence longer than the context
     */
    public TokenScores scores(TrainingBatch batch, double temperature) {
        TokenScores scores = TrainingPass.run(this, batch, temperature, LayerMemory.RECOMPUTED);
        module.call("forget").whole();
        return scores;
    }

    /**
     * The distributions at a batch's judged tokens, for {@link TrainingLane#pull}.
     *
     * @throws IllegalArgumentException for a token outside of the vocabulary or a sequence longer than the context
     */
    public JudgedStates judgedStates(TrainingBatch batch) {
        return JudgedStates.of(this, batch);
    }

    Decoder decoder() {
        return decoder;
    }

    /** From 0. */
    int index() {
        return index;
    }

    ScriptModule module() {
        return module;
    }

    NDManager newScope() {
        return module.manager().newSubManager();
    }

    /** The script has one cache, which two would tear apart. */
    void lend(KeyValueCache to) {
        if (cache.isPresent()) {
            throw new IllegalStateException(
                    "the decoder has a cache that isn't closed; it serves one generator at a time");
        }
        cache = Optional.of(to);
    }

    void takeBack(KeyValueCache from) {
        cache = cache.filter(other -> other != from);
    }
}
