package dev.r3.model.generate;

/** Adds up {@link GenerationCounts}. */
final class Tally {
    private GenerationCounts counts = GenerationCounts.ZERO;

    GenerationCounts counts() {
        return counts;
    }

    /**
     * A row is extended.
     *
     * @param held tokens it held
     * @param kept how many of them stay
     * @param length its tokens afterwards
     */
    void extend(int held, int kept, int length) {
        add(length - held, 0, kept, held - kept, 0);
    }

    /** A sibling starts from computed tokens. */
    void reuse(int tokens) {
        add(0, 0, tokens, 0, 0);
    }

    /** A batched step wrote a token for each row. */
    void step(int rows) {
        add(0, rows, 0, 0, 1);
    }

    /** Computed tokens are dropped and will be computed again; until then they count as not computed. */
    void giveUp(int tokens) {
        add(-tokens, 0, 0, tokens, 0);
    }

    private void add(long prefilled, long decoded, long reused, long recomputed, long steps) {
        counts = counts.plus(new GenerationCounts(prefilled, decoded, reused, recomputed, steps));
    }
}
