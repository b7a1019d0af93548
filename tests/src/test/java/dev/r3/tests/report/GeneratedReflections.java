package dev.r3.tests.report;

import java.util.List;
import java.util.SplittableRandom;

/** Reflections of words at random; one of ten is the same. */
final class GeneratedReflections {
    /** What models write most often. */
    private static final String COMMON = "I should try other operations.";

    private static final List<String> WORDS = List.of(
            ("first then next I should try other operations because the sum is too large small multiply add subtract numbers must be used once each 55 47")
                    .split(" "));

    private GeneratedReflections() {}

    static String next(SplittableRandom random) {
        return random.nextDouble() < 0.1 ? COMMON : words(random);
    }

    private static String words(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int count = 30 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.append('.').toString();
    }
}
