package dev.r3.model.generate;

/** Uniform numbers by position: {@link Philox} under a sample's key. */
record RandomStream(int key0, int key1, int counter0, int counter1, int sample) {
    private static final float UNIT = 0x1p-24f;

    /** A multiple of 2^-24 in [0, 1). */
    float uniform(int position) {
        int[] words = Philox.words(new int[] {counter0, counter1, sample, position}, new int[] {key0, key1});
        return (words[0] >>> 8) * UNIT;
    }
}
