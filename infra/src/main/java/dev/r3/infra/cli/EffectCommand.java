package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.StageFailure;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.report.ReportStage;
import dev.r3.activities.stage.Maker;
import dev.r3.activities.stage.Stages;
import dev.r3.infra.effect.EffectReader;
import dev.r3.infra.effect.EffectResult;
import dev.r3.infra.effect.EffectRun;
import dev.r3.infra.effect.TrialSpec;
import dev.r3.infra.folder.FolderArtifactStore;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.model.benchmark.Machine;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 effect}: the whole method without servers. */
@Command(
        name = "effect",
        description =
                "Runs the whole method in this process, without servers: vanilla evaluation, failure set, training,"
                        + " evaluation of all arms.",
        footer = {
            "",
            "Each stage's result is kept under DIR and used again; the trained model's folder has the course of training.",
            "Ctrl-C stops; the same command goes on."
        })
final class EffectCommand implements Runnable {

    @Parameters(paramLabel = "FILE", description = "The experiment's spec (YAML).")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the results (default: HOME/effect/NAME).")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Mixin
    private ControlsOption controls = new ControlsOption();

    @Option(
            names = "--tasks",
            paramLabel = "N",
            defaultValue = "0",
            description = "Most tasks of each side, for a trial; 0 leaves it to the spec.")
    private int tasks;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public void run() {
        if (tasks < 0) {
            throw UserError.usage("--tasks is %d; expected 0 or more".formatted(tasks));
        }
        ResolvedSpec resolved = SpecCommand.resolve(file, Optional.of(StageKind.REPORT), controls);
        EndpointCheck.of(resolved);
        threads.apply();
        Path folder = out.orElseGet(() -> Home.current()
                        .folder()
                        .resolve("effect")
                        .resolve(resolved.spec().name()))
                .toAbsolutePath()
                .normalize();
        Machine machine = Machine.now();
        try {
            report(resolved, folder, machine);
        } catch (ConfigFailure e) {
            throw UserError.usage(e);
        } catch (StageFailure e) {
            throw UserError.failed(e);
        }
    }

    private void report(ResolvedSpec resolved, Path folder, Machine machine) {
        Terminal.notice("%s: results in %s".formatted(resolved.spec().name(), folder));
        ArtifactStore store = new FolderArtifactStore(folder);
        Stages stages = new Stages(store, folder.resolve("scratch"), Clock.systemUTC(), Maker.here());
        TaskFamilies families = Families.load();
        ExperimentInputs inputs = new ExperimentInputs(
                families, stages, new CheckpointFolders(folder.resolve("checkpoints"), stages, store));
        ExperimentInput input =
                new ExperimentUpload(store, stages).input(resolved, TrialSpec.limited(resolved.spec(), tasks));
        List<NamedStage> done;
        try (EffectProgress progress = new EffectProgress()) {
            done = new EffectRun(input, families, store, stages, inputs, progress).run();
        }
        EffectResult result = new EffectReader(input, store, stages, inputs).read(done);
        EffectReport report = new EffectReport(input.spec(), result);
        if (json) {
            ObjectNode all = report.json();
            all.putObject("machine")
                    .put("processor", machine.processor())
                    .put("threads", machine.threads())
                    .put("java", machine.java())
                    .put("torch", machine.torch());
            Terminal.result(all.toPrettyString());
        } else {
            report.print();
            ReportStage.among(done)
                    .map(stages::manifest)
                    .ifPresent(manifest -> Terminal.result("\nreport: "
                            + store.address(manifest.file(ReportStage.PAGE).key())));
        }
    }
}
