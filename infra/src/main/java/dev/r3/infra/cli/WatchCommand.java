package dev.r3.infra.cli;

import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
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
            ExperimentInput input = pipeline.experiments().ask(experiment.id(), ExperimentWorkflow::input);
            ExperimentResult result =
                    new ExperimentWatch(pipeline, experiment.id(), "r3 watch " + experiment.id()).untilItEnds();
            new ExperimentReport(pipeline, input, result).print(json);
        });
    }
}
