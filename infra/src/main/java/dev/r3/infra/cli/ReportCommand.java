package dev.r3.infra.cli;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StageFailure;
import dev.r3.activities.report.ReportStage;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.Stages;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.Services;
import dev.r3.infra.temporal.RecordedRun;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrackingInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code r3 report}: the page about an experiment. */
@Command(
        name = "report",
        description = "Fetches the page about a finished experiment: table, curves, errors, every task's course.",
        footer = {"", "The page is one file that loads nothing: keep it, mail it, open it anywhere."})
final class ReportCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Option(names = "--out", paramLabel = "FILE", description = "Where it goes (default: HOME/reports/RUN.html).")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--open", description = "Open it in the browser.")
    private boolean open;

    @Override
    public void run() {
        ExperimentId run = experiment.id();
        Path file = out.orElseGet(() -> Home.current().reports().resolve(run.value() + ".html"))
                .toAbsolutePath()
                .normalize();
        if (Files.isDirectory(file)) {
            throw UserError.usage("--out is '%s', which is a folder; expected a file to write".formatted(file));
        }
        fetch(run, file);
        Terminal.result(file.toString());
        if (open) {
            Browser.open(file);
        }
    }

    private static void fetch(ExperimentId run, Path file) {
        Services services = ServiceFinder.find();
        try (S3ArtifactStore store = new S3ArtifactStore(services.artifacts());
                TemporalConnection temporal = TemporalConnection.open(services.temporal())) {
            Optional<StageResult> kept =
                    new Catalog(store).finished(run).flatMap(finished -> ReportStage.among(finished.stages()));
            StageResult report = kept.isPresent() ? kept.get() : report(temporal, run);
            Stages stages = new Stages(store, Home.current().scratch(), Clock.systemUTC());
            Manifest manifest = stages.manifest(report);
            Files.createDirectories(file.getParent());
            store.download(manifest.file(ReportStage.PAGE), file);
            earlier(report, manifest).ifPresent(Terminal::notice);
        } catch (UnreachableException | StageFailure e) {
            throw UserError.failed(e);
        } catch (IOException e) {
            throw UserError.failed("cannot write %s: %s".formatted(file, FileFailures.explain(e)));
        }
    }

    /** Of a run that wrote no page, whose it is. */
    static Optional<String> earlier(StageResult report, Manifest manifest) {
        return report.origin() == StageResult.Origin.REUSED
                ? Optional.of(
                        "the newest run computed nothing that the page shows, and has the page of an earlier one: %s wrote it at %s"
                                .formatted(
                                        manifest.experiment(),
                                        Instant.ofEpochMilli(manifest.committedAt())
                                                .truncatedTo(ChronoUnit.SECONDS)))
                : Optional.empty();
    }

    /** By what Temporal has of a run that the store has no report of: most often why there is none. */
    private static StageResult report(TemporalConnection temporal, ExperimentId run) throws UnreachableException {
        RecordedRun recorded = RecordedRun.latest(temporal.client(), run)
                .orElseThrow(() -> UserError.usage("there is no experiment %s; see `r3 list`".formatted(run)));
        TrackingInput.State state = recorded.state();
        if (state != TrackingInput.State.FINISHED) {
            throw UserError.failed(missing(state, run, recorded.why()));
        }
        return ReportStage.among(recorded.tracking().stages())
                .orElseThrow(() -> UserError.failed(
                        "%s ended before its report (`--until`), or an older r3 ran it; `r3 run FILE --fresh` goes on to it"
                                .formatted(run)));
    }

    /**
     * Why a run has no report yet.
     *
     * @param why it ended, if it did
     */
    static String missing(TrackingInput.State state, ExperimentId run, String why) {
        return switch (state) {
            case RUNNING -> "%s still runs; the report is its last stage, see `r3 watch %s`".formatted(run, run);
            case STOPPED -> "%s has no report: %s; the same `r3 run` goes on from there".formatted(run, why);
            case FAILED, FINISHED -> "%s has no report, it failed: %s".formatted(run, why);
        };
    }
}
