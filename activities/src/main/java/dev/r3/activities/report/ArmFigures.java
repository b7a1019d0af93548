package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An arm in figures.
 *
 * @param arm such as {@code vanilla/no-reflection}
 * @param secondTry passed at the first try or at the retry
 * @param gainFirst of the first try over vanilla's; null for vanilla
 * @param gain of the second try over vanilla's; null for vanilla
 * @param pFirst exact McNemar of the first try against trained's, task by task; null for trained
 * @param p the same of the second try
 * @param pAgainstVanilla exact McNemar of the second try against vanilla's, task by task; null for vanilla
 * @param firstErrors how many first answers failed in which way
 * @param lastErrors how many tasks still fail in which way after the second try
 */
record ArmFigures(
        String arm,
        Share firstTry,
        Share secondTry,
        @Nullable Gain gainFirst,
        @Nullable Gain gain,
        @Nullable Double pFirst,
        @Nullable Double p,
        @Nullable Double pAgainstVanilla,
        SortedMap<String, Long> firstErrors,
        SortedMap<String, Long> lastErrors,
        ReflectionFigures reflections) {
    ArmFigures {
        requireNonNull(arm, "arm is null");
        requireNonNull(firstTry, "firstTry is null");
        requireNonNull(secondTry, "secondTry is null");
        firstErrors = Collections.unmodifiableSortedMap(new TreeMap<>(firstErrors));
        lastErrors = Collections.unmodifiableSortedMap(new TreeMap<>(lastErrors));
        requireNonNull(reflections, "reflections is null");
    }
}
