package dev.r3.activities.dataset;

/**
 * Deals tasks out to the sides of a split: the line of all seeded hashes is cut into test, validation and train, in this
 * order.
 *
 * @param testEnd the first place after the test side
 * @param validationEnd the first place after the validation side
 */
record Dealer(long seed, long testEnd, long validationEnd) {

    /** A place counts 2^-62 of the line, so that the end of the line still fits in a long. */
    private static final int BITS = 62;

    static Dealer of(Split split) {
        return new Dealer(
                split.seed(),
                split.test().ofPowerOfTwo(BITS),
                split.test().plus(split.validation()).ofPowerOfTwo(BITS));
    }

    Side sideOf(IdentityHash task) {
        long place = task.seeded(seed) >>> (Long.SIZE - BITS);
        if (place < testEnd) {
            return Side.TEST;
        }
        return place < validationEnd ? Side.VALIDATION : Side.TRAIN;
    }
}
