package dev.r3.infra.cli;

import dev.r3.workflows.contract.ExperimentWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code r3 stop}: ends after the part that runs. */
@Command(
        name = "stop",
        description =
                "Ends an experiment after the epoch, arm or stage that runs; the same `r3 run` goes on from there.")
final class StopCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Override
    public void run() {
        Pipeline.use(pipeline -> {
            pipeline.experiments().tell(experiment.id(), ExperimentWorkflow::stop);
            Terminal.notice(
                    "%s ends after what runs now; the same `r3 run` goes on from there".formatted(experiment.id()));
        });
    }
}
