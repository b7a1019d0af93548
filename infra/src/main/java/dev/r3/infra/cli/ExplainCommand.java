package dev.r3.infra.cli;

import dev.r3.activities.tracking.FinishedExperiment;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.temporal.Experiments;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.StageProgress;
import java.util.Optional;
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
            Optional<FinishedExperiment> finished = new Catalog(pipeline.store()).finished(experiment.id());
            if (finished.isPresent() && isOver(pipeline.experiments().state(experiment.id()))) {
                finished.get()
                        .stages()
                        .forEach(stage -> Terminal.result(
                                "%s: %s".formatted(stage.name(), stage.result().explanation())));
                return;
            }
            pipeline.experiments()
                    .ask(experiment.id(), ExperimentWorkflow::explain)
                    .forEach(Terminal::result);
            pipeline.experiments().ask(experiment.id(), ExperimentWorkflow::progress).stream()
                    .filter(stage -> stage.state() == StageProgress.State.RUNNING)
                    .forEach(stage -> Terminal.result(stage.name() + ": runs"));
        });
    }

    /** So that no worker need be asked. */
    private static boolean isOver(Experiments.State state) {
        return state == Experiments.State.FINISHED || state == Experiments.State.FORGOTTEN;
    }
}
