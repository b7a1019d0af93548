package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.model.evaluate.McNemar;
import dev.r3.model.evaluate.Proportion;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

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
        return against(other, TaskResult::secondPassed);
    }

    /** Whether the first tries of two arms differ, task by task. */
    public McNemar firstTryAgainst(Arm other) {
        return against(other, TaskResult::firstPassed);
    }

    /** How many first answers failed in which way, by the error type's code; {@code unscorable} and {@code fault} too. */
    public SortedMap<String, Long> firstErrors() {
        return errors(TaskResult::firstFailure);
    }

    /** How many tasks still fail in which way after the second try. */
    public SortedMap<String, Long> lastErrors() {
        return errors(TaskResult::lastFailure);
    }

    private Proportion count(Predicate<TaskResult> passed) {
        return new Proportion(results.stream().filter(passed).count(), results.size());
    }

    private McNemar against(Arm other, Predicate<TaskResult> passed) {
        if (results.size() != other.results.size()) {
            throw new IllegalArgumentException(
                    "%s has %d tasks and %s has %d".formatted(name, results.size(), other.name, other.results.size()));
        }
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
            onlyThis += ours && !others ? 1 : 0;
            onlyOther += others && !ours ? 1 : 0;
        }
        return new McNemar(onlyThis, onlyOther);
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
