package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A task family and how it is used. */
public record TaskSpec(
        @Setting("Task family, e.g. countdown; `r3 verifier list` shows all.")
        String family,

        @Setting(value = "The verifier's options; `r3 verifier list` shows them.", byDefault = "{}")
        Map<String, String> options,

        @Setting(value = "Prompts that replace the family's own.", byDefault = "{}")
        PromptSpec prompts) {
    public TaskSpec {
        requireNonNull(family, "family is null");
        SortedMap<String, String> sorted = new TreeMap<>(options);
        options = Collections.unmodifiableSortedMap(sorted);
        requireNonNull(prompts, "prompts is null");
    }
}
