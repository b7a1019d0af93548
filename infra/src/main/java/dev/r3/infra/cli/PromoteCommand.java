package dev.r3.infra.cli;

import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.promotion.Champions;
import dev.r3.activities.tracking.FinishedExperiment;
import dev.r3.activities.tracking.RunDelivery;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.settings.MlflowSettings;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.time.Clock;
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
    /** Both are in what workflows tell each other, in characters. */
    private static final int LONGEST_NAME = 100;

    private static final int LONGEST_REASON = 500;

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in one line.")
    private String reason = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who does it (default: this machine's user, ${DEFAULT-VALUE}).")
    private String who = System.getProperty("user.name");

    @Override
    public void run() {
        if (!isLine(who, LONGEST_NAME)) {
            throw UserError.usage("--by is no name; expected who promotes, in one line of at most %d characters"
                    .formatted(LONGEST_NAME));
        }
        if (!isLine(reason, LONGEST_REASON)) {
            throw UserError.usage("--reason is no reason; expected why, in one line of at most %d characters"
                    .formatted(LONGEST_REASON));
        }
        Pipeline.use(pipeline -> {
            if (new Catalog(pipeline.store()).input(experiment.id()).isEmpty()) {
                throw UserError.usage("%s is not in the artifact store; see `r3 list`".formatted(experiment.id()));
            }
            FinishedExperiment finished = new Catalog(pipeline.store())
                    .finished(experiment.id())
                    .orElseThrow(() -> UserError.failed(
                            "%s has not finished, so there is nothing to promote; `r3 run` with its spec goes on with it"
                                    .formatted(experiment.id())));
            StageResult trained = trained(finished);
            Champion champion = crown(pipeline, finished.input(), trained);
            Table links = Table.withHeader("experiment", experiment.id().value());
            links.row("champion", champion.weights());
            links.row("by", who.strip());
            links.row("MLflow", tell(pipeline, finished.run(), trained));
            links.print();
        });
    }

    private static boolean isLine(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    private Champion crown(Pipeline pipeline, ExperimentInput input, StageResult trained) {
        return new Champions(pipeline.store(), Clock.systemUTC())
                .crownByHand(input, trained, who.strip(), reason.strip())
                .orElseThrow(
                        () -> UserError.failed("the champion has the weights of %s already".formatted(input.id())));
    }

    private static StageResult trained(FinishedExperiment finished) {
        return finished.stages().stream()
                .map(NamedStage::result)
                .filter(stage -> stage.kind() == StageKind.TRAIN)
                .findFirst()
                .orElseThrow(
                        () -> UserError.failed("%s has no trained model (`--until` ended it before): nothing to promote"
                                .formatted(finished.input().id())));
    }

    /** Tells MLflow, which the promotion does not wait for. */
    private static String tell(Pipeline pipeline, RunKey run, StageResult trained) {
        ExperimentInput input = run.experiment();
        String later = "`./r3 track sync %s` delivers it".formatted(input.id());
        Optional<MlflowSettings> mlflow = pipeline.services().tracking();
        if (mlflow.isEmpty()) {
            return "waits: there is no tracking server; " + later;
        }
        try {
            RunDelivery delivery = TrackSyncCommand.delivery(pipeline.store(), mlflow.get());
            return delivery.promotion(run, trained) && delivery.champion(input.spec())
                    ? "alias 'champion' of the registered model '%s'"
                            .formatted(input.spec().name())
                    : "waits: it does not have the model yet; " + later;
        } catch (TrackerFailure e) {
            return "waits: %s; %s".formatted(e.getMessage(), later);
        }
    }
}
