package dev.r3.infra.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code r3 cancel}: ends at once. */
@Command(
        name = "cancel",
        description =
                "Ends an experiment at once; what it has committed stays, and the same `r3 run` goes on from there.")
final class CancelCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Override
    public void run() {
        Pipeline.use(pipeline -> {
            pipeline.experiments().cancel(experiment.id());
            Terminal.notice(
                    "%s is cancelled; the same `r3 run` goes on from what is committed".formatted(experiment.id()));
        });
    }
}
