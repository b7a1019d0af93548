package dev.r3.infra.cli;

import dev.r3.workflows.contract.ExperimentWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code r3 pause}: waits before the next part. */
@Command(
        name = "pause",
        description = "Lets an experiment wait after the epoch, arm or stage that runs, until `r3 resume`.")
final class PauseCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Override
    public void run() {
        Pipeline.use(pipeline -> {
            pipeline.experiments().tell(experiment.id(), ExperimentWorkflow::pause);
            Terminal.notice("%s waits after what runs now; `r3 resume %s` lets it go on"
                    .formatted(experiment.id(), experiment.id()));
        });
    }
}
