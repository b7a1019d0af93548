package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.tracking.ExperimentOutcomes;
import dev.r3.infra.catalog.Catalog;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import java.util.List;
import java.util.Optional;

/**
 * The newest finished run of an experiment, as the artifact store has it: Temporal forgets a run after its retention, and
 * a newer one that goes on or has failed stands in front of it there.
 *
 * @param stages in their order
 */
record FinishedExperiment(RunKey run, List<NamedStage> stages) {
    FinishedExperiment {
        requireNonNull(run, "run is null");
        stages = List.copyOf(stages);
    }

    /** Empty if none has finished, or only before the store was told. */
    static Optional<FinishedExperiment> newest(ArtifactStore store, ExperimentId id) {
        ExperimentOutcomes outcomes = new ExperimentOutcomes(store);
        Optional<ExperimentInput> input = new Catalog(store).input(id);
        return input.flatMap(outcomes::newestRun)
                .flatMap(run -> outcomes.newest(id).map(stages -> new FinishedExperiment(run, stages)));
    }

    ExperimentInput input() {
        return run.experiment();
    }
}
