package dev.r3.infra.cli;

import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.StageProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code r3 explain}: why each stage was computed or reused. */
@Command(name = "explain", description = "Tells why each stage of an experiment was computed or reused, and what runs.")
final class ExplainCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Override
    public void run() {
        Pipeline.use(pipeline -> {
            pipeline.experiments()
                    .ask(experiment.id(), ExperimentWorkflow::explain)
                    .forEach(Terminal::result);
            pipeline.experiments().ask(experiment.id(), ExperimentWorkflow::progress).stream()
                    .filter(stage -> stage.state() == StageProgress.State.RUNNING)
                    .forEach(stage -> Terminal.result(stage.name() + ": runs"));
        });
    }
}
