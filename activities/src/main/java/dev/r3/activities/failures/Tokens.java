package dev.r3.activities.failures;

import java.util.Arrays;
import java.util.List;

/** Tokens as files keep them. */
final class Tokens {

    private Tokens() {}

    static List<Integer> list(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }

    static int[] array(List<Integer> tokens) {
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }
}
