package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a finished experiment came to.
 *
 * @param stages in the order in which they were done
 */
public record OutcomeInput(RunKey run, List<NamedStage> stages) {

    public OutcomeInput {
        requireNonNull(run, "run is null");
        stages = List.copyOf(stages);
    }
}
