package dev.r3.infra.compare;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.evaluation.ForgettingCheck;
import dev.r3.activities.evaluation.SampledResults;
import dev.r3.activities.promotion.DecidedGate;
import dev.r3.activities.promotion.ShownArms;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.tracking.SpecParams;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what finished experiments' committed stages came to, to compare them. */
public final class FinishedRunReader {
    private final Stages stages;

    public FinishedRunReader(Stages stages) {
        this.stages = requireNonNull(stages, "stages is null");
    }

    /**
     * Reads the arms that the experiment's own table has, what training changed on other data, and what the gate said.
     *
     * @param done all stages of the experiment, which has evaluated its trained model
     * @throws dev.r3.activities.failure.StorageFailure if a file of theirs can't be read
     */
    public FinishedRun read(ExperimentInput experiment, List<NamedStage> done) {
        List<FinishedRun> runs = new ArrayList<>();
        stages.scratch(scratch -> runs.add(read(experiment, done, scratch)));
        return runs.get(0);
    }

    private FinishedRun read(ExperimentInput experiment, List<NamedStage> done, Path scratch) {
        return new FinishedRun(
                experiment.id(),
                SpecParams.of(experiment.spec()),
                experiment.verifier(),
                ShownArms.read(done, stages, scratch),
                SampledResults.read(done, stages, scratch.resolve("sampled")),
                ForgettingCheck.read(experiment, done, stages, scratch.resolve("checks")),
                DecidedGate.among(done, stages).map(DecidedGate::decision));
    }
}
