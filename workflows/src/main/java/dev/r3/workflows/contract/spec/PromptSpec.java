package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

/** Templates of an episode's user turns; an empty one keeps the family's own. */
public record PromptSpec(
        @Setting(value = "System message.", byDefault = "''")
        String system,

        @Setting(value = "Asks for the first answer, e.g. 'Reach {target} with {numbers}.'", byDefault = "''")
        String task,

        @Setting(value = "Asks for a reflection after a failure.", byDefault = "''")
        String reflection,

        @Setting(value = "Asks for the second answer.", byDefault = "''")
        String retry) {
    public PromptSpec {
        requireNonNull(system, "system is null");
        requireNonNull(task, "task is null");
        requireNonNull(reflection, "reflection is null");
        requireNonNull(retry, "retry is null");
    }
}
