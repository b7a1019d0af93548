package dev.r3.verifiers.countdown;

import java.util.Arrays;

/** Which of the given numbers an equation has to use. */
enum NumberUse {
    /** Every given number exactly once. */
    ALL {
        @Override
        boolean allows(long[] given, long[] used) {
            return Arrays.equals(given, used);
        }
    },
    /** Every given number at most once. */
    SOME {
        @Override
        boolean allows(long[] given, long[] used) {
            int next = 0;
            for (long number : used) {
                while (next < given.length && given[next] < number) {
                    next++;
                }
                if (next == given.length || given[next] != number) {
                    return false;
                }
                next++;
            }
            return true;
        }
    };

    /** Whether an equation may use these numbers; both sorted. */
    abstract boolean allows(long[] given, long[] used);
}
