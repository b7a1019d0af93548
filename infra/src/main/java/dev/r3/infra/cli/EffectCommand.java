package dev.r3.infra.cli;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.StageFailure;
import dev.r3.infra.effect.EffectPlan;
import dev.r3.infra.effect.EffectResult;
import dev.r3.infra.effect.EffectRun;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.model.benchmark.Machine;
import dev.r3.model.decoder.ComputeThreads;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
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
            "Each stage's result is kept under DIR and used again; train-*/metrics.jsonl shows the course of training.",
            "Ctrl-C stops; the same command goes on."
        })
final class EffectCommand implements Runnable {

    @Parameters(paramLabel = "FILE", description = "The experiment's spec (YAML).")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the results (default: HOME/effect/NAME).")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--threads", paramLabel = "K", description = "Threads for a matrix product (default: the cores).")
    private Optional<Integer> threads = Optional.empty();

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
        ResolvedSpec resolved = SpecCommand.resolve(file);
        requireModel(resolved);
        threads.ifPresent(count -> {
            if (count < 1) {
                throw UserError.usage("--threads is %d; expected 1 or more".formatted(count));
            }
            ComputeThreads.use(count);
        });
        Path folder = out.orElseGet(() -> Home.current()
                        .folder()
                        .resolve("effect")
                        .resolve(resolved.spec().name()))
                .toAbsolutePath()
                .normalize();
        EffectPlan plan = plan(resolved);
        Machine machine = Machine.now();
        EffectReport report = new EffectReport(plan.spec(), result(plan, folder), machine);
        if (json) {
            report.printJson();
        } else {
            report.print();
        }
    }

    private static void requireModel(ResolvedSpec resolved) {
        if (resolved.spec().policy().checkpoint().isEmpty()) {
            throw UserError.usage("policy.checkpoint is missing; expected the folder of the model that is trained");
        }
    }

    private EffectPlan plan(ResolvedSpec resolved) {
        SortedMap<String, Path> baselines = new TreeMap<>();
        resolved.spec()
                .evaluate()
                .baselines()
                .forEach((name, folder) -> baselines.put(name, beside("evaluate.baselines." + name, folder)));
        Machine machine = Machine.now();
        return new EffectPlan(
                resolved,
                EffectPlan.limited(resolved.spec(), tasks),
                Families.named(resolved.spec().task().family()),
                beside("policy.checkpoint", resolved.spec().policy().checkpoint()),
                baselines,
                machine.environment());
    }

    private Path beside(String key, String folder) {
        try {
            return file.toAbsolutePath().resolveSibling(folder).normalize();
        } catch (InvalidPathException e) {
            throw UserError.usage("%s is no path: %s".formatted(key, e.getReason()));
        }
    }

    private static EffectResult result(EffectPlan plan, Path folder) {
        Terminal.notice("%s: results in %s".formatted(plan.spec().name(), folder));
        try (EffectProgress progress = new EffectProgress()) {
            return new EffectRun(plan, folder, progress).run();
        } catch (ConfigFailure e) {
            throw UserError.usage(e);
        } catch (StageFailure e) {
            throw UserError.failed(e);
        }
    }
}
