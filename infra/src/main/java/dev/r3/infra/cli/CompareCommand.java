package dev.r3.infra.cli;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.RunTracker;
import dev.r3.activities.tracking.FinishedExperiment;
import dev.r3.activities.tracking.UntrackedRuns;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.compare.FinishedRun;
import dev.r3.infra.compare.FinishedRunReader;
import dev.r3.infra.mlflow.MlflowRunTracker;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.Experiments.UnknownExperimentException;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.SecondTryChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 compare}: finished experiments beside each other. */
@Command(
        name = "compare",
        description = "Shows what finished experiments' specs differ in, how their arms did, and whether their trained"
                + " models differ on the test tasks that they have in common.",
        footer = {"", "MLflow's runs get it as tags r3.compare.RUN, a line for each other run."})
final class CompareCommand implements Runnable {
    private static final String TRAINED = new ArmName(ArmName.TRAINED, SecondTryChoice.REFLECTION).stage();

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            converter = ExperimentParameter.Converter.class,
            description = "Two or more experiments' ids, as `r3 list` prints them.")
    private List<ExperimentId> ids = new ArrayList<>();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        if (ids.size() < 2) {
            throw UserError.usage("one experiment is named; expected two or more, see `r3 list`");
        }
        if (ids.stream().distinct().count() < ids.size()) {
            throw UserError.usage("an experiment is named twice; expected different ones, see `r3 list`");
        }
        Pipeline.use(pipeline -> {
            List<FinishedRun> runs = new ArrayList<>();
            // Of a run that finished before its outcome was kept in the store, none.
            Map<ExperimentId, RunKey> keys = new HashMap<>();
            for (ExperimentId id : ids) {
                Optional<FinishedExperiment> kept = new Catalog(pipeline.store()).finished(id);
                kept.ifPresent(finished -> keys.put(id, finished.run()));
                runs.add(run(pipeline, id, kept));
            }
            CompareReport report = new CompareReport(runs);
            if (json) {
                Terminal.result(report.json().toPrettyString());
            } else {
                report.print();
            }
            Terminal.notice(tell(pipeline, runs, keys));
        });
    }

    private static FinishedRun run(Pipeline pipeline, ExperimentId id, Optional<FinishedExperiment> kept)
            throws UnreachableException {
        ExperimentInput input = new Catalog(pipeline.store())
                .input(id)
                .orElseThrow(() -> UserError.usage("%s is not in the artifact store; see `r3 list`".formatted(id)));
        List<NamedStage> done = stages(pipeline, id, kept);
        if (done.stream().noneMatch(stage -> stage.name().equals(TRAINED))) {
            throw UserError.failed(
                    "%s has evaluated no trained model (`--until` ended it before): nothing to compare".formatted(id));
        }
        return new FinishedRunReader(pipeline.stages()).read(input, done);
    }

    /** What became of the runs' tags in MLflow, in a line. The comparison does not wait for it. */
    private static String tell(Pipeline pipeline, List<FinishedRun> runs, Map<ExperimentId, RunKey> keys) {
        RunTracker tracker = pipeline.services()
                .tracking()
                .<RunTracker>map(MlflowRunTracker::new)
                .orElseGet(UntrackedRuns::new);
        String later = "`./r3 track sync RUN` delivers it";
        try {
            List<ExperimentId> missing =
                    new ComparisonDelivery(TrackSyncCommand.delivery(pipeline.store(), tracker), keys).deliver(runs);
            return missing.isEmpty()
                    ? "MLflow: each run has the comparison as its tags r3.compare.*"
                    : "MLflow: the comparison waits, as these runs are not there: %s; %s".formatted(missing, later);
        } catch (TrackerFailure e) {
            return "MLflow: the comparison waits: %s; %s".formatted(e.getMessage(), later);
        } catch (StorageFailure e) {
            return "MLflow: no comparison there, as it can't be kept: %s".formatted(e.getMessage());
        }
    }

    /** As the store has them; of a run that finished before they were kept there, as Temporal has them. */
    private static List<NamedStage> stages(Pipeline pipeline, ExperimentId id, Optional<FinishedExperiment> kept)
            throws UnreachableException {
        if (kept.isPresent()) {
            return kept.get().stages();
        }
        try {
            if (pipeline.experiments().state(id) == Experiments.State.FINISHED) {
                return pipeline.experiments().ask(id, ExperimentWorkflow::stages);
            }
        } catch (UnknownExperimentException e) {
            // The server forgot it meanwhile: as if it had before.
        }
        throw UserError.failed(
                "%s has not finished, so it can't be compared; `r3 run` with its spec goes on with it".formatted(id));
    }
}
