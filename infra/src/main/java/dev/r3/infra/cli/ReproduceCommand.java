package dev.r3.infra.cli;

import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.Experiments.ExperimentFailedException;
import dev.r3.infra.temporal.Experiments.UnknownExperimentException;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.Difference;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.Recomputation;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code r3 reproduce}: a past experiment once more, from what the artifact store has of it. */
@Command(
        name = "reproduce",
        description =
                "Runs a past experiment again without its spec's file, computes every stage and compares the files"
                        + " with the committed ones, which stay.",
        footer = {"", "Exit code 1 if a stage differs; what would come after it is not compared."})
final class ReproduceCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Option(names = "--json", description = "Print the table as JSON.")
    private boolean json;

    @Override
    public void run() {
        Pipeline.use(ServiceFinder.start(), pipeline -> {
            ExperimentInput input = input(pipeline).recomputed(Recomputation.create());
            BackgroundWorker.ensure(pipeline.services());
            if (pipeline.experiments().startAfresh(input) == Experiments.Start.ATTACHED) {
                throw UserError.failed(
                        "%s runs; reproduce it once it has ended (`r3 watch %s`)".formatted(input.id(), input.id()));
            }
            Terminal.notice("started %s again".formatted(input.id()));
            reproduce(pipeline, input);
        });
    }

    /** As the store has it; of a run from before it was kept there, as Temporal has it. */
    private ExperimentInput input(Pipeline pipeline) throws UnreachableException {
        Optional<ExperimentInput> kept = new Catalog(pipeline.store()).input(experiment.id());
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            return pipeline.experiments().ask(experiment.id(), ExperimentWorkflow::input);
        } catch (UnknownExperimentException e) {
            throw UserError.usage("neither the artifact store nor Temporal has what %s ran on; see `r3 list`"
                    .formatted(experiment.id()));
        }
    }

    private void reproduce(Pipeline pipeline, ExperimentInput input)
            throws ExperimentFailedException, UnreachableException, UnknownExperimentException {
        try {
            List<NamedStage> stages = new ExperimentWatch(pipeline, input.id(), "r3 watch " + input.id())
                    .untilItEnds()
                    .stages();
            new ReproductionReport(stages, Optional.empty()).print(json);
        } catch (ExperimentFailedException e) {
            if (e.difference().isEmpty()) {
                throw e;
            }
            Difference difference = e.difference().get();
            List<NamedStage> stages = pipeline.experiments().ask(input.id(), ExperimentWorkflow::stages);
            new ReproductionReport(stages, Optional.of(difference)).print(json);
            throw UserError.failed(e);
        }
    }
}
