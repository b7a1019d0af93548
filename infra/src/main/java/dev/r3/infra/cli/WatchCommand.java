package dev.r3.infra.cli;

import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.Experiments.ExperimentFailedException;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code r3 watch}: an experiment that runs, or that has finished. */
@Command(name = "watch", description = "Attaches to an experiment: shows how it goes, and its result.")
final class WatchCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public void run() {
        Pipeline.use(pipeline -> {
            ExperimentInput input = new Catalog(pipeline.store())
                    .input(experiment.id())
                    .orElseThrow(() ->
                            UserError.usage("there is no experiment %s; see `r3 list`".formatted(experiment.id())));
            new ExperimentReport(pipeline, input, result(pipeline)).print(json);
        });
    }

    private ExperimentResult result(Pipeline pipeline) throws UnreachableException, ExperimentFailedException {
        Experiments.State state = pipeline.experiments().state(experiment.id());
        if (state == Experiments.State.FORGOTTEN) {
            return ExperimentStages.kept(pipeline, experiment.id())
                    .orElseThrow(() -> UserError.failed(
                            "%s has not finished and Temporal knows it no more; `r3 run` with its spec goes on from its committed stages"
                                    .formatted(experiment.id())));
        }
        if (state == Experiments.State.RUNNING) {
            BackgroundWorker.ensure(pipeline.services());
        }
        return new ExperimentWatch(pipeline, experiment.id(), "r3 watch " + experiment.id()).untilItEnds();
    }
}
