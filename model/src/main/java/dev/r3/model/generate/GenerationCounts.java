package dev.r3.model.generate;

/**
 * What a generator computed so far, in tokens.
 *
 * @param prefilled given tokens that went through the model
 * @param decoded written tokens that went through the model, one each step
 * @param reused tokens of contexts that were taken from the cache instead
 * @param recomputed tokens that went through the model although they had before: rows that were given up for lack of
 *     room, and sequences that outgrew a longrope model's first context, whose keys all change then
 * @param steps batched decoding steps
 */
public record GenerationCounts(long prefilled, long decoded, long reused, long recomputed, long steps) {
    static final GenerationCounts ZERO = new GenerationCounts(0, 0, 0, 0, 0);

    GenerationCounts plus(GenerationCounts other) {
        return new GenerationCounts(
                prefilled + other.prefilled,
                decoded + other.decoded,
                reused + other.reused,
                recomputed + other.recomputed,
                steps + other.steps);
    }
}
