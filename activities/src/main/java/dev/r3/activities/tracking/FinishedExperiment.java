package dev.r3.activities.tracking;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import java.util.List;

/**
 * A finished run of an experiment, as the artifact store has it: Temporal forgets a run after its retention, and a newer
 * one that goes on or has failed stands in front of it there.
 *
 * @param stages in their order
 */
public record FinishedExperiment(RunKey run, List<NamedStage> stages) {
    public FinishedExperiment {
        requireNonNull(run, "run is null");
        stages = List.copyOf(stages);
    }

    public ExperimentInput input() {
        return run.experiment();
    }
}
