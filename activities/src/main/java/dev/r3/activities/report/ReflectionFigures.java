package dev.r3.activities.report;

/**
 * What an arm's reflections are like.
 *
 * @param count of retries with a reflection before them
 * @param meanCharacters of a reflection, by code points
 * @param meanWords of a reflection
 * @param distinct1 different words in parts of all words (distinct-1 of Li et al. 2016), of the first {@code sample}
 * @param distinct2 the same of pairs of neighbouring words
 * @param sample so many reflections, as the two before depend on the amount of text
 * @param naming the share that has the retry's answer in it, spaces aside
 */
record ReflectionFigures(
        long count,
        double meanCharacters,
        double meanWords,
        double distinct1,
        double distinct2,
        long sample,
        double naming) {}
