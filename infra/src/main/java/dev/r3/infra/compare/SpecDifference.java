package dev.r3.infra.compare;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A key that experiments' specs give different values.
 *
 * @param values in the order of the runs; empty where the key has none
 */
public record SpecDifference(String key, List<String> values) {
    public SpecDifference {
        requireNonNull(key, "key is null");
        values = List.copyOf(values);
    }

    /** What the runs' specs differ in, by key. */
    public static List<SpecDifference> between(List<FinishedRun> runs) {
        SortedSet<String> keys = new TreeSet<>();
        runs.forEach(run -> keys.addAll(run.params().keySet()));
        return keys.stream()
                .map(key -> new SpecDifference(
                        key,
                        runs.stream()
                                .map(run -> run.params().getOrDefault(key, ""))
                                .toList()))
                .filter(difference -> difference.values().stream().distinct().count() > 1)
                .toList();
    }
}
