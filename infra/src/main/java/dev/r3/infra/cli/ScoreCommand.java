package dev.r3.infra.cli;

import dev.r3.activities.failure.FileFailures;
import dev.r3.verifiers.api.GuardedVerifier;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.verifiers.api.Verifier;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code r3 score}: a file of answers through a verifier. */
@Command(
        name = "score",
        description = "Judges answers: one verdict for each line of a JSONL file.",
        footer = {
            "",
            "Input lines:",
            "  {\"id\": 1, \"task\": {row as in the data set}, \"completion\": \"text\",",
            "   \"truncated\": false}",
            "'truncated' may be left out; other keys are ignored.",
            "Output lines (--json):",
            "  {\"id\", \"verdict\", \"error\", \"detail\", \"reward\"}",
            "verdict is passed, failed, unscorable or verifier-fault, and null for a line",
            "that can't be read; the exit code is then 1."
        })
final class ScoreCommand implements Callable<Integer> {

    @Option(names = "--task", required = true, paramLabel = "FAMILY", description = "Task family, e.g. countdown.")
    private String task = "";

    @Option(names = "--config", paramLabel = "KEY=VALUE", description = "An option of the verifier; may be repeated.")
    private Map<String, String> config = new TreeMap<>();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The answers; - reads standard input.")
    private Path input = Path.of("-");

    @Option(names = "--json", description = "Print a JSON line for each answer instead of a summary.")
    private boolean json;

    @Override
    public Integer call() {
        return score(Families.named(task));
    }

    private <T extends Task> Integer score(TaskFamily<T> family) {
        Scorer<T> scorer = new Scorer<>(family, verifier(family));
        ScoreSummary summary = new ScoreSummary();
        // Flushed but not closed: the summary and whatever comes after go to the same standard output.
        @SuppressWarnings("resource")
        PrintStream out =
                new PrintStream(new BufferedOutputStream(Terminal.out(), 1 << 16), false, StandardCharsets.UTF_8);
        try (InputStream in = open()) {
            BoundedLines lines = new BoundedLines(in);
            while (lines.next()) {
                if (lines.isBlank()) {
                    continue;
                }
                Score score = scorer.score(lines);
                summary.add(score);
                if (score.isBroken()) {
                    Terminal.error("%s, %s".formatted(input, score.detail()));
                }
                if (json) {
                    out.println(score.toJson());
                }
            }
        } catch (IOException e) {
            throw UserError.failed("%s cannot be read: %s".formatted(input, FileFailures.explain(e)));
        } finally {
            out.flush();
        }
        if (summary.isEmpty()) {
            Terminal.notice("%s holds no answers".formatted(input));
        }
        if (!json) {
            summary.print();
        }
        return summary.hasBroken() ? ExitCode.FAILED.code() : ExitCode.OK.code();
    }

    private <T extends Task> Verifier<T> verifier(TaskFamily<T> family) {
        Options options = Families.options(family.options(), config);
        try {
            return new GuardedVerifier<>(family.verifier(options));
        } catch (InvalidOptionException e) {
            throw UserError.usage(e);
        }
    }

    private InputStream open() throws IOException {
        if (input.toString().equals("-")) {
            return System.in;
        }
        InputFile.require(input, "a JSONL file of answers, or - for standard input");
        return Files.newInputStream(input);
    }
}
