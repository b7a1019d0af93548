package dev.r3.activities.report;

import dev.r3.activities.evaluation.TaskResult;
import dev.r3.model.evaluate.RougeL;
import dev.r3.verifiers.api.AnswerNaming.Naming;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/** Measures reflections one by one, in bounded memory. */
final class ReflectionTally {
    /** Likeness takes time by the words of both texts, and its mean over so many is as good. */
    private static final int SAMPLE = 1_000;

    /** What the first reflections have together: all words and pairs, and how many different ones. */
    private record Distinct(long words, long differentWords, long pairs, long differentPairs) {}

    private static final long PRIME = 0x100000001b3L;
    private static final long BASIS = 0xcbf29ce484222325L;

    private final RougeL generic;
    private final Optional<RougeL> common;
    private final Set<Long> words = new HashSet<>();
    private final Set<Long> pairs = new HashSet<>();
    private long count;
    private long characters;
    private long allWords;
    private long sampledWords;
    private long sampledPairs;

    /** Of the first one, the first two, ...: it is known last of how many arms are compared. */
    private final List<Distinct> distinct = new ArrayList<>();

    private long named;
    private long told;
    private double likeGeneric;
    private double likeCommon;

    ReflectionTally(ReflectionTemplates templates) {
        this.generic = new RougeL(templates.generic());
        this.common = templates.common().map(CommonReflection::text).map(RougeL::new);
    }

    /**
     * Counts the task's reflection, if its retry had one before it.
     *
     * @param naming whether it names the answer
     */
    void add(TaskResult result, Naming naming) {
        String reflection = result.reflection();
        if (reflection.isEmpty()) {
            return;
        }
        characters += reflection.codePointCount(0, reflection.length());
        addWords(reflection, count < SAMPLE);
        if (count < SAMPLE) {
            likeGeneric += generic.f1(reflection);
            likeCommon += common.map(text -> text.f1(reflection)).orElse(0.0);
            distinct.add(new Distinct(sampledWords, words.size(), sampledPairs, pairs.size()));
        }
        named += naming == Naming.NAMED ? 1 : 0;
        told += naming == Naming.UNKNOWN ? 0 : 1;
        count++;
    }

    private void addWords(String reflection, boolean sampled) {
        StringTokenizer tokens = new StringTokenizer(reflection);
        long before = 0;
        for (boolean first = true; tokens.hasMoreTokens(); first = false) {
            long word = hash(tokens.nextToken());
            allWords++;
            if (sampled) {
                sampledWords++;
                words.add(word);
                if (!first) {
                    sampledPairs++;
                    pairs.add(before * 31 * PRIME + word);
                }
            }
            before = word;
        }
    }

    /** 64-bit FNV-1a: two of a million words meet with a chance of some 1 in 10^7. */
    private static long hash(String word) {
        long hash = BASIS;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ Character.toLowerCase(word.charAt(i))) * PRIME;
        }
        return hash;
    }

    /** Of how many reflections it can be told how distinct they are. */
    int sample() {
        return distinct.size();
    }

    /**
     * What the reflections are like.
     *
     * @param equal so many first reflections are looked at for distinct words, as of all arms: distinct-n falls with the
     *     amount of text, so that of unequal numbers it would compare numbers. Where there are fewer, all are
     */
    ReflectionFigures figures(int equal) {
        long sample = Math.min(count, SAMPLE);
        int compared = Math.min(equal, sample());
        Distinct first = compared == 0 ? new Distinct(0, 0, 0, 0) : distinct.get(compared - 1);
        return new ReflectionFigures(
                count,
                mean((double) characters, count),
                mean((double) allWords, count),
                mean((double) first.differentWords(), first.words()),
                mean((double) first.differentPairs(), first.pairs()),
                compared,
                mean(likeGeneric, sample),
                common.isPresent() ? mean(likeCommon, sample) : null,
                told,
                told == 0 ? null : mean((double) named, told));
    }

    private static double mean(double sum, long of) {
        return of == 0 ? 0 : sum / of;
    }
}
