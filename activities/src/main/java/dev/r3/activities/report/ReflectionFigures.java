package dev.r3.activities.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What an arm's reflections are like.
 *
 * @param count of retries with a reflection before them
 * @param meanCharacters of a reflection, by code points
 * @param meanWords of a reflection
 * @param distinct1 different words in parts of all words (distinct-1 of Li et al. 2016), of the first {@code sample}
 *     reflections in the order of the tasks
 * @param distinct2 the same of pairs of neighbouring words
 * @param sample so many reflections, alike for all arms: the two before fall with the amount of text, so that arms are
 *     compared on the first m of each, with m the smallest number that an arm with reflections has, 1,000 at most
 * @param likeGeneric mean ROUGE-L F1 with the spec's generic reflection, of the first 1,000
 * @param likeCommon the same with what vanilla writes most often; null if it never wrote one twice
 * @param told so many of them can be told to name the task's answer or not to
 * @param naming the share of those that do; null if none can be told
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
        long told,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double naming) {}
