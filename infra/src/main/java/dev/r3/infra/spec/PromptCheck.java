package dev.r3.infra.spec;

import dev.r3.verifiers.api.Nearest;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.spec.PromptSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds prompt templates that name what is not there before a model meets them. The family's variables are known in all;
 * the reflection request also knows the rendered {@code task} and the failed {@code answer}, the retry also the
 * {@code reflection}.
 */
final class PromptCheck {

    private final SpecFile file;
    private final TaskFamily<?> family;
    private final List<SpecProblem> problems = new ArrayList<>();

    private PromptCheck(SpecFile file, TaskFamily<?> family) {
        this.file = file;
        this.family = family;
    }

    /** Every variable that is not known, with its template and what is known there. */
    static List<SpecProblem> problems(SpecFile file, TaskFamily<?> family) {
        PromptSpec prompts = file.spec().task().prompts();
        PromptCheck check = new PromptCheck(file, family);
        check.template("system", prompts.system());
        check.template("task", prompts.task());
        check.template("reflection", prompts.reflection(), "task", "answer");
        check.template("retry", prompts.retry(), "task", "answer", "reflection");
        return check.problems;
    }

    private void template(String name, String template, String... more) {
        SortedSet<String> known = new TreeSet<>(family.promptVariables());
        known.addAll(Arrays.asList(more));
        for (String variable : Prompts.variables(template)) {
            if (!known.contains(variable)) {
                String meant = Nearest.to(variable, known)
                        .map("; did you mean {%s}?"::formatted)
                        .orElse("");
                problems.add(file.problem(
                        "task.prompts." + name,
                        "names {%s}; known: %s%s".formatted(variable, String.join(", ", known), meant)));
            }
        }
    }
}
