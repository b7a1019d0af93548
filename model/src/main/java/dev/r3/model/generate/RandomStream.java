package dev.r3.model.generate;

/** Uniform numbers by position: Philox4x32-10 under a {@linkplain SampleKey sample's key}. */
public record RandomStream(int key0, int key1, int counter0, int counter1, int sample) {
    private static final float UNIT = 0x1p-24f;

    /** A multiple of 2^-24 in [0, 1). */
    public float uniform(int position) {
        return (word(position) >>> 8) * UNIT;
    }

    /**
     * A whole number in [0, bound), evenly but for at most bound / 2^32.
     *
     * @param bound at least 1
     */
    public int below(int bound, int position) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound is not positive: " + bound);
        }
        return (int) ((Integer.toUnsignedLong(word(position)) * bound) >>> Integer.SIZE);
    }

    private int word(int position) {
        return Philox.words(new int[] {counter0, counter1, sample, position}, new int[] {key0, key1})[0];
    }
}
