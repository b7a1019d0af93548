package dev.r3.activities.report;

import org.jspecify.annotations.Nullable;

/**
 * What an arm's reflections are like.
 *
 * @param count of retries with a reflection before them
 * @param meanCharacters of a reflection, by code points
 * @param meanWords of a reflection
 * @param distinct1 different words in parts of all words (distinct-1 of Li et al. 2016), of the first {@code sample}
 * @param distinct2 the same of pairs of neighbouring words
 * @param sample so many reflections, as the two before depend on the amount of text
 * @param likeGeneric mean ROUGE-L F1 with the spec's generic reflection, of the first {@code sample}
 * @param likeCommon the same with what vanilla writes most often; null if it never wrote one twice
 * @param naming the share that has the retry's answer in it, spaces aside
 */
record ReflectionFigures(
        long count,
        double meanCharacters,
        double meanWords,
        double distinct1,
        double distinct2,
        long sample,
        double likeGeneric,
        @Nullable Double likeCommon,
        double naming) {}
