package dev.r3.infra.cli;

import dev.r3.verifiers.api.Nearest;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code r3} command. */
@Command(
        name = "r3",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        description = "Trains small language models by Reflect, Retry, Reward, as durable workflows.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:fine", "1:failed", "2:wrong usage or spec"},
        subcommands = {
            RunCommand.class,
            SpecCommand.class,
            DataCommand.class,
            ScoreCommand.class,
            VerifierCommand.class,
            ModelCommand.class,
            GrpoCommand.class,
            BenchCommand.class,
            WorkerCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class
        })
public final class R3 implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of the local stack, logs and plug-ins (default: $R3_HOME, else ~/.r3).")
    void home(Path folder) {
        Home.choose(folder);
    }

    public static void main(String[] args) {
        // Numbers look the same on every machine.
        Locale.setDefault(Locale.ROOT);
        System.exit(execute(args));
    }

    private static int execute(String[] args) {
        try {
            return commandLine().execute(args);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
            // What picocli lets pass: no memory left, or a plug-in that does not fit this R3.
            return explainDefect("r3", e);
        }
    }

    /** The command line with its error handling, ready to execute. */
    static CommandLine commandLine() {
        return new CommandLine(new R3())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(R3::explainUsage)
                .setExecutionExceptionHandler(R3::explainFailure);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: "
                        + String.join(", ", spec.commandLine().getSubcommands().keySet()));
    }

    private static int explainUsage(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        Terminal.error(String.valueOf(mistake.getMessage()));
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            Nearest.to(unmatched.getUnmatched().get(0), command.getSubcommands().keySet())
                    .ifPresent(verb -> Terminal.notice("Did you mean '%s'?".formatted(verb)));
        }
        Terminal.notice("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE.code();
    }

    private static int explainFailure(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof UserError error) {
            Terminal.error(String.valueOf(error.getMessage()));
            return error.exitCode().code();
        }
        return explainDefect(command.getCommandName(), failure);
    }

    private static int explainDefect(String command, Throwable defect) {
        Terminal.error("internal error in '%s': %s; %s".formatted(command, defect, CrashLog.keep(defect)));
        return ExitCode.FAILED.code();
    }
}
