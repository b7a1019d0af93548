package dev.r3.infra.cli;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Stages;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.Services;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.Experiments.ExperimentFailedException;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.FailureType;
import dev.r3.workflows.contract.StageKind;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 run}: an experiment from its spec to its result. */
@Command(
        name = "run",
        description = "Runs an experiment, or attaches to it: the same spec is the same run.",
        footer = {"", "Ctrl-C detaches; the experiment goes on. The same command attaches again."})
final class RunCommand implements Runnable {

    private static final long POLL_MILLIS = 500;

    /** A server that starts again answers within a few polls. */
    private static final int MOST_LOST_POLLS = 10;

    @Parameters(paramLabel = "FILE", description = "The experiment's spec (YAML).")
    private Path file = Path.of("");

    @Option(
            names = "--until",
            paramLabel = "STAGE",
            converter = StageOption.class,
            completionCandidates = StageOption.class,
            description = "The last stage to run: ${COMPLETION-CANDIDATES} (default: the last one; without a model,"
                    + " dataset).")
    private Optional<StageKind> until = Optional.empty();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public void run() {
        ResolvedSpec spec = SpecCommand.resolve(file, until);
        Services services = ServiceFinder.find();
        try (S3ArtifactStore store = new S3ArtifactStore(services.artifacts());
                TemporalConnection temporal = TemporalConnection.open(services.temporal())) {
            Stages stages = new Stages(store, Home.current().scratch(), Clock.systemUTC());
            ExperimentInput input = new ExperimentUpload(store, stages).input(spec, spec.spec());
            Experiments experiments = new Experiments(temporal.client());
            BackgroundWorker.ensure();
            boolean attached = experiments.start(input) == Experiments.Start.ATTACHED;
            Terminal.notice((attached ? "attached to " : "started ") + input.id());
            ExperimentResult result = watch(experiments, input, services);
            ExperimentReport report = new ExperimentReport(input, result, services, store, stages);
            if (json) {
                report.printJson();
            } else {
                report.print();
            }
        } catch (UnreachableException | StorageFailure e) {
            throw UserError.failed(e);
        } catch (ExperimentFailedException e) {
            boolean specIsWrong = e.type().filter(FailureType.CONFIG::equals).isPresent();
            throw specIsWrong ? UserError.usage(e) : UserError.failed(e);
        }
    }

    private ExperimentResult watch(Experiments experiments, ExperimentInput input, Services services)
            throws ExperimentFailedException, UnreachableException {
        int lost = 0;
        try (ProgressLines progress = ProgressLines.start();
                DetachNotice notice = DetachNotice.open(input.id(), file)) {
            while (true) {
                try {
                    Optional<ExperimentResult> result = experiments.await(input.id(), POLL_MILLIS);
                    if (result.isPresent()) {
                        return result.get();
                    }
                    experiments.running(input.id()).forEach(progress::show);
                    lost = 0;
                } catch (UnreachableException e) {
                    if (++lost > MOST_LOST_POLLS) {
                        throw e;
                    }
                }
                keepAlive(services);
            }
        }
    }

    /** Someone may have killed the stack or the worker; the experiment goes on in the next ones. */
    private static void keepAlive(Services services) {
        requireNotEnded();
        if (!ServiceFinder.find().equals(services)) {
            throw UserError.failed(
                    "the local stack was killed and came up at other addresses; the same command goes on there");
        }
        requireNotEnded();
        BackgroundWorker.ensure();
    }

    private static void requireNotEnded() {
        if (BackgroundWorker.isEnded()) {
            throw UserError.failed("the local worker was ended (`r3 down`); the experiment waits:"
                    + " the same command goes on with it");
        }
    }
}
