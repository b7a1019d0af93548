package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.r3.workflows.contract.ArmName;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The comparison of arms on test tasks; every turn is greedy but those of {@code sampled}. */
public record EvaluateSpec(
        @Setting(value = "Most test tasks, from the top of the file; 0 takes all.", byDefault = "0")
        int tasks,

        @Setting(
                value = "Validation tasks that choose among the snapshots of training; 0 takes the last one.",
                byDefault = "0")
        int validationTasks,

        @Setting(
                value =
                        "Models to compare with: a name and the folder of a checkpoint, relative to the spec's folder, or an"
                                + " endpoint.",
                byDefault = "{}")
        Map<String, BaselineSpec> baselines,

        @Setting(
                value = "The reflection of the arm with a generic one.",
                byDefault = "'My answer was wrong. I will think again and try to do better.'")
        String genericReflection,

        @Setting(
                value =
                        "Asks for the retry in the arm without reflection; empty for the task's retry prompt, if that does not name {reflection}.",
                byDefault = "''")
        String noReflection,

        @Setting(
                value =
                        "Also trains by plain GRPO on first answers, to compare with: the same tasks and steps, and about"
                                + " as many generated tokens, fewer where few tasks failed. --with-controls turns it on.",
                byDefault = "false")
        boolean taskGrpo,

        @Setting(
                value = "Other data sets on which the trained model is compared with vanilla, by names of your choice.",
                byDefault = "{}")
        // A spec from before there were such checks is the same one as ever.
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, ForgettingSpec> forgetting,

        @Setting(value = "Evaluates with sampled answers, too: pass@k and avg@k.", byDefault = "{}")
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = SampledSpec.Disabled.class)
        SampledSpec sampled) {
    /** Names are in those of stages, and so in all that workflows tell each other. */
    private static final int MOST_LETTERS = 40;

    public EvaluateSpec {
        Range.requireAtLeast("tasks", 0, tasks);
        Range.requireAtLeast("validation-tasks", 0, validationTasks);
        SortedMap<String, BaselineSpec> sorted = new TreeMap<>(baselines);
        sorted.forEach(EvaluateSpec::requireBaseline);
        baselines = Collections.unmodifiableSortedMap(sorted);
        requireNonNull(genericReflection, "genericReflection is null");
        if (genericReflection.isBlank()) {
            throw new IllegalArgumentException("generic-reflection is empty; expected a text");
        }
        requireNonNull(noReflection, "noReflection is null");
        SortedMap<String, ForgettingSpec> checks = new TreeMap<>(requireNonNullElse(forgetting, Map.of()));
        checks.keySet().forEach(EvaluateSpec::requireCheck);
        forgetting = Collections.unmodifiableSortedMap(checks);
        // As with forgetting.
        sampled = requireNonNullElse(sampled, SampledSpec.NONE);
    }

    /** The same, with the control that is trained, and those that are sampled. */
    EvaluateSpec withControls() {
        return new EvaluateSpec(
                tasks,
                validationTasks,
                baselines,
                genericReflection,
                noReflection,
                true,
                forgetting,
                sampled.withControls());
    }

    /** The same on other test tasks; nothing else is compared there. */
    EvaluateSpec checking(int checked) {
        return new EvaluateSpec(
                checked, validationTasks, Map.of(), genericReflection, noReflection, false, Map.of(), SampledSpec.NONE);
    }

    /** How many test tasks are sampled at most, from the top of the file; 0 for all. */
    public int sampledTasks() {
        int both = Math.min(tasks, sampled.tasks());
        return both == 0 ? Math.max(tasks, sampled.tasks()) : both;
    }

    /** The baselines that answer from servers, by the names of their weights in arms. */
    public SortedMap<String, EndpointSpec> endpoints() {
        SortedMap<String, EndpointSpec> endpoints = new TreeMap<>();
        baselines.forEach((name, baseline) -> {
            if (baseline instanceof EndpointSpec endpoint) {
                endpoints.put(ArmName.baseline(name), endpoint);
            }
        });
        return endpoints;
    }

    private static void requireBaseline(String name, BaselineSpec baseline) {
        if (baseline instanceof BaselineSpec.Folder folder) {
            requireBaseline(isDashed(name) && !folder.folder().isBlank(), name, folder.folder());
        } else if (baseline instanceof EndpointSpec endpoint) {
            requireBaseline(isDashed(name), name, endpoint.endpoint());
        }
    }

    private static void requireBaseline(boolean holds, String name, String value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "baselines has '%s: %s'; expected a name of at most 40 letters in lower case, digits and dashes, and a folder or an endpoint"
                            .formatted(name, value));
        }
    }

    private static void requireCheck(String name) {
        if (!isDashed(name)) {
            throw new IllegalArgumentException(
                    "forgetting has '%s'; expected at most 40 letters in lower case, digits and dashes"
                            .formatted(name));
        }
    }

    private static boolean isDashed(String name) {
        return !name.isEmpty()
                && name.length() <= MOST_LETTERS
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
}
