package dev.r3.infra.cli;

import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.promotion.Champions;
import dev.r3.activities.tracking.ExperimentOutcomes;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.settings.MlflowSettings;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code r3 promote}: a person's word in place of the gate's. */
@Command(
        name = "promote",
        description =
                "Makes a finished experiment's trained model the champion of its name and task family, whatever the"
                        + " gate said.",
        footer = {"", "Who did it and why is kept with the champion, and shown beside the model in MLflow."})
final class PromoteCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in one line.")
    private String reason = "";

    @Override
    public void run() {
        if (reason.isBlank() || reason.chars().anyMatch(Character::isISOControl)) {
            throw UserError.usage("--reason is no reason; expected why, in one line");
        }
        Pipeline.use(pipeline -> {
            ExperimentInput input = new Catalog(pipeline.store())
                    .input(experiment.id())
                    .orElseThrow(() -> UserError.usage(
                            "%s is not in the artifact store; see `r3 list`".formatted(experiment.id())));
            Champion champion = crown(pipeline, input);
            Table links = Table.withHeader("experiment", input.id().value());
            links.row("champion", champion.weights());
            links.row("by", System.getProperty("user.name"));
            links.row("MLflow", tell(pipeline, input));
            links.print();
        });
    }

    private Champion crown(Pipeline pipeline, ExperimentInput input) {
        List<NamedStage> stages = new ExperimentOutcomes(pipeline.store())
                .newest(input.id())
                .orElseThrow(() -> UserError.failed(
                        "%s has not finished, so there is nothing to promote; `r3 run` with its spec goes on with it"
                                .formatted(input.id())));
        return new Champions(pipeline.store(), Clock.systemUTC())
                .crownByHand(input, trained(input, stages), System.getProperty("user.name"), reason.strip())
                .orElseThrow(
                        () -> UserError.failed("the champion has the weights of %s already".formatted(input.id())));
    }

    private static StageResult trained(ExperimentInput input, List<NamedStage> stages) {
        return stages.stream()
                .map(NamedStage::result)
                .filter(stage -> stage.kind() == StageKind.TRAIN)
                .findFirst()
                .orElseThrow(
                        () -> UserError.failed("%s has no trained model (`--until` ended it before): nothing to promote"
                                .formatted(input.id())));
    }

    /** Tells MLflow, which the promotion does not wait for. */
    private static String tell(Pipeline pipeline, ExperimentInput input) {
        String later = "`./r3 track sync %s` delivers it".formatted(input.id());
        Optional<MlflowSettings> mlflow = pipeline.services().tracking();
        if (mlflow.isEmpty()) {
            return "waits: there is no tracking server; " + later;
        }
        try {
            return TrackSyncCommand.delivery(pipeline.store(), mlflow.get()).champion(input.spec())
                    ? "alias 'champion' of the registered model '%s'"
                            .formatted(input.spec().name())
                    : "waits: it does not have the model yet; " + later;
        } catch (TrackerFailure e) {
            return "waits: %s; %s".formatted(e.getMessage(), later);
        }
    }
}
