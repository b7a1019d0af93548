package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The comparison of arms on test tasks; every turn is greedy. */
public record EvaluateSpec(
        @Setting(value = "Most test tasks, from the top of the file; 0 takes all.", byDefault = "0")
        int tasks,

        @Setting(
                value = "Validation tasks that choose among the snapshots of training; 0 takes the last one.",
                byDefault = "0")
        int validationTasks,

        @Setting(
                value = "Models to compare with: a name and the folder of a checkpoint, relative to the spec's folder.",
                byDefault = "{}")
        Map<String, String> baselines,

        @Setting(
                value = "The reflection of the arm with a generic one.",
                byDefault = "'My answer was wrong. I will think again and try to do better.'")
        String genericReflection,

        @Setting(
                value = "Asks for the retry in the arm without reflection; empty for the task's retry prompt.",
                byDefault = "''")
        String noReflection,

        @Setting(
                value =
                        "Also trains by plain GRPO on first answers, to compare with: the same tasks, steps and number of"
                                + " generated tokens. --with-controls turns it on.",
                byDefault = "false")
        boolean taskGrpo) {
    public EvaluateSpec {
        Range.requireAtLeast("tasks", 0, tasks);
        Range.requireAtLeast("validation-tasks", 0, validationTasks);
        SortedMap<String, String> sorted = new TreeMap<>(baselines);
        sorted.forEach(EvaluateSpec::requireBaseline);
        baselines = Collections.unmodifiableSortedMap(sorted);
        requireNonNull(genericReflection, "genericReflection is null");
        if (genericReflection.isBlank()) {
            throw new IllegalArgumentException("generic-reflection is empty; expected a text");
        }
        requireNonNull(noReflection, "noReflection is null");
    }

    /** The same, with the control that is trained. */
    public EvaluateSpec withTaskGrpo() {
        return new EvaluateSpec(tasks, validationTasks, baselines, genericReflection, noReflection, true);
    }

    private static void requireBaseline(String name, String folder) {
        boolean dashed = !name.isEmpty()
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
        if (!dashed || folder.isBlank()) {
            throw new IllegalArgumentException(
                    "baselines has '%s: %s'; expected a name in lower case with dashes and a folder"
                            .formatted(name, folder));
        }
    }
}
