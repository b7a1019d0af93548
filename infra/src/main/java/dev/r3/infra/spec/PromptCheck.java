package dev.r3.infra.spec;

import dev.r3.verifiers.api.Nearest;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.spec.PromptSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds prompt templates that name what is not there before a model meets them. */
final class PromptCheck {

    private PromptCheck() {}

    /**
     * Checks each template: the family's variables are known in all; the reflection request also knows the rendered
     * {@code task} and the failed {@code answer}, the retry also the {@code reflection}.
     *
     * @throws SpecException naming the template, the variable and what is known
     */
    static void check(PromptSpec prompts, TaskFamily<?> family, Path file) throws SpecException {
        check("system", prompts.system(), family, file);
        check("task", prompts.task(), family, file);
        check("reflection", prompts.reflection(), family, file, "task", "answer");
        check("retry", prompts.retry(), family, file, "task", "answer", "reflection");
    }

    private static void check(String name, String template, TaskFamily<?> family, Path file, String... more)
            throws SpecException {
        SortedSet<String> known = new TreeSet<>(family.promptVariables());
        known.addAll(Arrays.asList(more));
        for (String variable : Prompts.variables(template)) {
            if (!known.contains(variable)) {
                String meant = Nearest.to(variable, known)
                        .map("; did you mean {%s}?"::formatted)
                        .orElse("");
                throw new SpecException("%s: task.prompts.%s names {%s}; known: %s%s"
                        .formatted(file, name, variable, String.join(", ", known), meant));
            }
        }
    }
}
