package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A committed stage under the name that it has in its experiment.
 *
 * @param name such as {@code dataset} or {@code evaluation/vanilla}
 */
public record NamedStage(String name, StageResult result) {
    public NamedStage {
        requireNonNull(name, "name is null");
        requireNonNull(result, "result is null");
    }
}
