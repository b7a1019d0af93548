package dev.r3.infra.cli;

import dev.r3.workflows.contract.ExperimentWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code r3 resume}: goes on after a pause. */
@Command(name = "resume", description = "Lets a paused experiment go on.")
final class ResumeCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Override
    public void run() {
        Pipeline.use(pipeline -> {
            pipeline.experiments().tell(experiment.id(), ExperimentWorkflow::resume);
            Terminal.notice("%s goes on".formatted(experiment.id()));
        });
    }
}
