package dev.r3.infra.cli;

import dev.r3.activities.tracking.FinishedExperiment;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.temporal.Experiments.ExperimentFailedException;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.TrackedRun;
import java.util.List;
import java.util.Optional;

/** What an experiment came to; the artifact store knows it longer than Temporal. */
final class ExperimentStages {

    private ExperimentStages() {}

    /**
     * Of the newest run that has finished; if none has, of the one that goes on, once it has.
     *
     * @param command that has to be given again if it is left meanwhile, without the id
     */
    static List<NamedStage> of(Pipeline pipeline, ExperimentId id, String command)
            throws ExperimentFailedException, UnreachableException {
        Optional<FinishedExperiment> finished = new Catalog(pipeline.store()).finished(id);
        return finished.isPresent()
                ? finished.get().stages()
                : new ExperimentWatch(pipeline, id, command + " " + id)
                        .untilItEnds()
                        .stages();
    }

    /** The result of the newest run that has finished, of which Temporal has no more; empty if none has. */
    static Optional<ExperimentResult> kept(Pipeline pipeline, ExperimentId id) {
        return new Catalog(pipeline.store())
                .finished(id)
                .map(finished -> new ExperimentResult(
                        id,
                        finished.stages(),
                        TrackedRun.waiting("Temporal has forgotten the run, and with it the link")));
    }
}
