package dev.r3.infra.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code r3 cancel}: ends with the step of training that runs; whatever else runs ends at once. */
@Command(
        name = "cancel",
        description =
                "Ends an experiment; its training keeps the step that it is at, and the same `r3 run` goes on from there.")
final class CancelCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Override
    public void run() {
        Pipeline.use(pipeline -> {
            pipeline.experiments().cancel(experiment.id());
            Terminal.notice(
                    "%s is being cancelled; its training keeps the step that it is at, and the same `r3 run` goes on from there"
                            .formatted(experiment.id()));
        });
    }
}
