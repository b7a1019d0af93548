package dev.r3.infra.cli;

import dev.r3.verifiers.api.Nearest;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code r3} command. */
@Command(
        name = "r3",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        description = "Trains small language models by Reflect, Retry, Reward, as durable workflows.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:fine", "1:failed", "2:wrong usage or spec", "130:ended by Ctrl-C"},
        subcommands = {
            RunCommand.class,
            ReproduceCommand.class,
            WatchCommand.class,
            ListCommand.class,
            ExplainCommand.class,
            CompareCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            StopCommand.class,
            CancelCommand.class,
            PromoteCommand.class,
            ReportCommand.class,
            ArtifactsCommand.class,
            LogsCommand.class,
            EffectCommand.class,
            SpecCommand.class,
            DataCommand.class,
            ScoreCommand.class,
            VerifierCommand.class,
            ModelCommand.class,
            GrpoCommand.class,
            BenchCommand.class,
            TrackCommand.class,
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
    void home(String folder) {
        try {
            Home.choose(folder);
        } catch (UserError e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
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
                .registerConverter(Long.TYPE, R3::wholeNumber)
                .setParameterExceptionHandler(R3::explainUsage)
                .setExecutionExceptionHandler(R3::explainFailure);
    }

    private static Long wholeNumber(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(
                    "'%s' is no whole number; expected one from -2^63 to 2^63 - 1".formatted(text));
        }
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
        Terminal.error(
                mistake instanceof UnmatchedArgumentException unmatched
                        ? explainUnmatched(unmatched)
                        // picocli's own words for KEY=VALUE options stutter.
                        : String.valueOf(mistake.getMessage()).replace("option option", "option"));
        Terminal.notice("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE.code();
    }

    private static String explainUnmatched(UnmatchedArgumentException unmatched) {
        String word = unmatched.getUnmatched().get(0);
        Set<String> verbs = unmatched.getCommandLine().getSubcommands().keySet();
        if (unmatched.isUnknownOption() || verbs.isEmpty()) {
            return "unexpected argument '%s'".formatted(word);
        }
        return "unknown command '%s'; %s"
                .formatted(
                        word,
                        Nearest.to(word, verbs)
                                .map("did you mean '%s'?"::formatted)
                                .orElseGet(() -> "known: " + String.join(", ", verbs)));
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
