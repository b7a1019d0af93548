package dev.r3.infra.cli;

import dev.r3.activities.tracking.FinishedExperiment;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.temporal.Experiments;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.Heartbeat;
import dev.r3.workflows.contract.StageProgress;
import java.util.List;
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
            List<Heartbeat> heartbeats = pipeline.experiments().running(experiment.id()).stream()
                    .flatMap(activity -> activity.heartbeat().stream())
                    .toList();
            pipeline.experiments().ask(experiment.id(), ExperimentWorkflow::progress).stream()
                    .filter(stage -> stage.state() == StageProgress.State.RUNNING)
                    .forEach(stage -> Terminal.result(running(stage.name(), heartbeats)));
        });
    }

    /**
     * That a stage runs, and what is kept of it.
     *
     * @param heartbeats of all activities
     */
    static String running(String stage, List<Heartbeat> heartbeats) {
        return heartbeats.stream()
                .filter(heartbeat -> heartbeat.stage().equals(stage))
                .flatMap(heartbeat -> heartbeat.checkpoint().stream())
                .findFirst()
                .map(checkpoint -> "%s: runs; a killed worker's work goes on from %s".formatted(stage, checkpoint))
                .orElse(stage + ": runs");
    }

    /** So that no worker need be asked. */
    private static boolean isOver(Experiments.State state) {
        return state == Experiments.State.FINISHED || state == Experiments.State.FORGOTTEN;
    }
}
