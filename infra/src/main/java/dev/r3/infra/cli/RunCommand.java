package dev.r3.infra.cli;

import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.catalog.CatalogEntry;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.StageKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 run}: an experiment from its spec to its result. */
@Command(
        name = "run",
        description = "Runs an experiment, or attaches to it: the same spec is the same run.",
        footer = {"", "Ctrl-C detaches; the experiment goes on. The same command attaches again."})
final class RunCommand implements Runnable {
    /** Each is asked for; older ones hardly run. */
    private static final int MOST_NAMESAKES = 20;

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

    @Mixin
    private ControlsOption controls = new ControlsOption();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Option(
            names = "--fresh",
            description = "Start a new run even if the experiment has finished; committed stages are used again.")
    private boolean fresh;

    @Option(
            names = "--no-cache",
            description =
                    "Start a new run that computes committed stages too, and compares the files; the committed ones"
                            + " stay. The first file that differs fails the run.")
    private boolean recomputed;

    @Option(
            names = "--dry-run",
            description =
                    "Only print the stages, which of them would be used again, and estimates of tokens, time and memory;"
                            + " nothing is started or stored.")
    private boolean dry;

    @Override
    public void run() {
        ResolvedSpec spec = SpecCommand.resolve(file, until, controls);
        if (dry) {
            new PlanReport(new DryRun(spec, this::started).plan()).print(json);
            return;
        }
        EndpointCheck.of(spec);
        Pipeline.use(ServiceFinder.start(), pipeline -> {
            ExperimentInput input = input(pipeline, spec);
            new Catalog(pipeline.store()).add(input, System.currentTimeMillis());
            Optional<ExperimentResult> forgotten =
                    fresh || recomputed ? Optional.empty() : forgotten(pipeline, input.id());
            if (forgotten.isPresent()) {
                new ExperimentReport(pipeline, input, forgotten.get()).print(json);
                return;
            }
            BackgroundWorker.ensure(pipeline.services());
            Experiments.Start start = fresh || recomputed
                    ? pipeline.experiments().startAfresh(input)
                    : pipeline.experiments().start(input);
            announce(input, start);
            if (start == Experiments.Start.STARTED) {
                announceNamesakes(pipeline, input);
            }
            ExperimentResult result = new ExperimentWatch(pipeline, input.id(), "r3 run " + file).untilItEnds();
            new ExperimentReport(pipeline, input, result).print(json);
        });
    }

    /** What it came to, if it has finished so long ago that Temporal knows it no more. */
    private static Optional<ExperimentResult> forgotten(Pipeline pipeline, ExperimentId id)
            throws UnreachableException {
        return pipeline.experiments().state(id) == Experiments.State.FORGOTTEN
                ? ExperimentStages.kept(pipeline, id)
                : Optional.empty();
    }

    private ExperimentInput input(Pipeline pipeline, ResolvedSpec spec) {
        return started(new ExperimentUpload(pipeline.store(), pipeline.stages()).input(spec, spec.spec()));
    }

    private ExperimentInput started(ExperimentInput input) {
        return recomputed ? input.recomputed(Recomputation.create()) : input;
    }

    /** Another spec of the same name, often an earlier state of the same file, is another experiment and goes on. */
    private static void announceNamesakes(Pipeline pipeline, ExperimentInput input) throws UnreachableException {
        List<CatalogEntry> others = new Catalog(pipeline.store())
                .entries(input.spec().name()).stream()
                        .filter(entry -> !entry.id().equals(input.id()))
                        .limit(MOST_NAMESAKES)
                        .toList();
        List<CatalogEntry> running = RunningExperiments.among(others, pipeline.experiments());
        if (!running.isEmpty()) {
            String ids = running.stream().map(entry -> entry.id().value()).collect(Collectors.joining(", "));
            Terminal.notice("of the same name but another spec, and going on as well: %s; `r3 stop ID` ends one"
                    .formatted(ids));
        }
    }

    private void announce(ExperimentInput input, Experiments.Start start) {
        if (start == Experiments.Start.STARTED) {
            Terminal.notice("started " + input.id());
        } else if (recomputed) {
            Terminal.notice(
                    "attached to %s, which runs already, as it was started; for --no-cache give the command again when it has ended"
                            .formatted(input.id()));
        } else if (fresh) {
            Terminal.notice("attached to %s, which runs already; --fresh starts a new run once it has ended"
                    .formatted(input.id()));
        } else {
            Terminal.notice("attached to " + input.id());
        }
    }
}
