package dev.r3.infra.spec;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.policy.EpisodePlan;
import dev.r3.verifiers.api.Nearest;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds prompt templates that name what is not there before a model meets them. The family's variables are known in all;
 * what asks for a retry also knows the rendered {@code task-prompt}, and the {@code reflection} where there is one.
 */
final class PromptCheck {

    private final SpecFile file;
    private final TaskFamily<?> family;
    private final List<SpecProblem> problems = new ArrayList<>();

    private PromptCheck(SpecFile file, TaskFamily<?> family) {
        this.file = file;
        this.family = family;
    }

    /**
     * Every variable of a task's prompts that is not known, with its template and what is known there.
     *
     * @param key where the task stands in the spec
     */
    static List<SpecProblem> problems(SpecFile file, TaskFamily<?> family, String key, PromptSpec prompts) {
        PromptCheck check = new PromptCheck(file, family);
        check.template(key + ".prompts.system", prompts.system());
        check.template(key + ".prompts.task", prompts.task());
        check.template(key + ".prompts.reflection", prompts.reflection());
        check.template(key + ".prompts.retry", prompts.retry(), "task-prompt", "reflection");
        return check.problems;
    }

    /** The same of what asks for the retry in the arm without reflection. */
    static List<SpecProblem> ofNoReflection(SpecFile file, TaskFamily<?> family) {
        PromptCheck check = new PromptCheck(file, family);
        check.template("evaluate.no-reflection", file.spec().evaluate().noReflection(), "task-prompt");
        return check.problems;
    }

    /** The same where none is given, and the task's retry prompt asks instead. */
    static List<SpecProblem> ofEvaluation(SpecFile file, TaskFamily<?> family) {
        ExperimentSpec spec = file.spec();
        if (!spec.evaluate().noReflection().isEmpty()) {
            return List.of();
        }
        try {
            EpisodePlan.of(family, spec.task().prompts(), spec.episode()).withoutReflection(spec.evaluate());
            return List.of();
        } catch (ConfigFailure e) {
            return List.of(file.problem("evaluate.no-reflection", "is empty, so " + e.getMessage()));
        }
    }

    private void template(String key, String template, String... more) {
        SortedSet<String> known = new TreeSet<>(family.promptVariables());
        known.addAll(Arrays.asList(more));
        for (String variable : Prompts.variables(template)) {
            if (!known.contains(variable)) {
                String meant = Nearest.to(variable, known)
                        .map("; did you mean {%s}?"::formatted)
                        .orElse("");
                problems.add(file.problem(
                        key, "names {%s}; known: %s%s".formatted(variable, String.join(", ", known), meant)));
            }
        }
    }
}
