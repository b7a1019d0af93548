package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.model.evaluate.McNemar;
import dev.r3.model.evaluate.PairedDifference;
import dev.r3.model.evaluate.Proportion;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Weights, a kind of second try, and how they did.
 *
 * @param name such as {@code trained} or {@code vanilla/generic-reflection}
 * @param results in the order of the test tasks, at least one
 */
public record Arm(String name, List<TaskResult> results) {
    public Arm {
        requireNonNull(name, "name is null");
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw new IllegalArgumentException("arm " + name + " has no results");
        }
    }

    public Proportion firstTry() {
        return count(TaskResult::firstPassed);
    }

    /** Of all tasks, those that passed at the first try or at the retry. */
    public Proportion secondTry() {
        return count(TaskResult::secondPassed);
    }

    /** Whether the second tries of two arms differ, task by task. */
    public McNemar secondTryAgainst(Arm other) {
        return secondTryDifference(other).test();
    }

    /** Whether the first tries of two arms differ, task by task. */
    public McNemar firstTryAgainst(Arm other) {
        return firstTryDifference(other).test();
    }

    /** How far this arm's second try is above another's, task by task. */
    public PairedDifference secondTryDifference(Arm other) {
        return difference(other, TaskResult::secondPassed);
    }

    /** How far this arm's first try is above another's, task by task. */
    public PairedDifference firstTryDifference(Arm other) {
        return difference(other, TaskResult::firstPassed);
    }

    /** How many first answers failed in which way, by the error type's code; {@code unscorable} and {@code fault} too. */
    public SortedMap<String, Long> firstErrors() {
        return errors(TaskResult::firstFailure);
    }

    /** How many tasks still fail in which way after the second try. */
    public SortedMap<String, Long> lastErrors() {
        return errors(TaskResult::lastFailure);
    }

    /** The arm on those tasks alone that another arm has too, in the order of their ids; empty if there are none. */
    public Optional<Arm> inCommonWith(Arm other) {
        Set<String> theirs = other.results.stream().map(TaskResult::task).collect(Collectors.toSet());
        List<TaskResult> common = results.stream()
                .filter(result -> theirs.contains(result.task()))
                .sorted(Comparator.comparing(TaskResult::task))
                .toList();
        return common.isEmpty() ? Optional.empty() : Optional.of(new Arm(name, common));
    }

    /** The arm on some of its tasks alone; empty if it has none of them. */
    public Optional<Arm> on(Set<String> tasks) {
        List<TaskResult> some =
                results.stream().filter(result -> tasks.contains(result.task())).toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(new Arm(name, some));
    }

    private Proportion count(Predicate<TaskResult> passed) {
        return new Proportion(results.stream().filter(passed).count(), results.size());
    }

    private PairedDifference difference(Arm other, Predicate<TaskResult> passed) {
        if (results.size() != other.results.size()) {
            throw new IllegalArgumentException(
                    "%s has %d tasks and %s has %d".formatted(name, results.size(), other.name, other.results.size()));
        }
        long both = 0;
        long onlyThis = 0;
        long onlyOther = 0;
        for (int i = 0; i < results.size(); i++) {
            TaskResult mine = results.get(i);
            TaskResult theirs = other.results.get(i);
            if (!mine.task().equals(theirs.task())) {
                throw new IllegalArgumentException("%s and %s have different tasks".formatted(name, other.name));
            }
            boolean ours = passed.test(mine);
            boolean others = passed.test(theirs);
            both += ours && others ? 1 : 0;
            onlyThis += ours && !others ? 1 : 0;
            onlyOther += others && !ours ? 1 : 0;
        }
        return new PairedDifference(both, onlyThis, onlyOther, results.size() - both - onlyThis - onlyOther);
    }

    private SortedMap<String, Long> errors(Function<TaskResult, String> error) {
        SortedMap<String, Long> counts = new TreeMap<>();
        results.stream()
                .map(error)
                .filter(label -> !label.isEmpty())
                .forEach(label -> counts.merge(label, 1L, Long::sum));
        return counts;
    }
}
