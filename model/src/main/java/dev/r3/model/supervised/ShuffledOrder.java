package dev.r3.model.supervised;

import dev.r3.verifiers.api.CanonicalJson;

/**
 * An order of 0 to n - 1 that depends on the seed and on what is put in order, and on nothing else. Fisher and Yates'
 * shuffle; its i-th draw is the i-th output of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) under a key made of both.
 */
final class ShuffledOrder {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int HEX = 16;

    private ShuffledOrder() {}

    /**
     * @param what is put in order, such as {@code epoch/3}
     */
    static int[] of(long seed, String what, int count) {
        long key = Long.parseUnsignedLong(
                CanonicalJson.sha256("r3 shuffle\n" + seed + "\n" + what).substring(0, HEX), HEX);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            int other = (int) Long.remainderUnsigned(mixed(key + i * GOLDEN), i + 1L);
            int value = order[i];
            order[i] = order[other];
            order[other] = value;
        }
        return order;
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
