package dev.r3.infra.cli;

import dev.r3.activities.failure.FileFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 logs}: what the local processes wrote. */
@Command(name = "logs", description = "Shows the end of a local process's log.")
final class LogsCommand implements Runnable {

    /** The local processes. */
    enum Log {
        WORKER,
        STACK,
        TEMPORAL,
        MLFLOW;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "PROCESS",
            defaultValue = "worker",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Log log = Log.WORKER;

    @Option(
            names = "-n",
            paramLabel = "LINES",
            defaultValue = "50",
            description = "How many lines (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Override
    public void run() {
        if (lines < 1) {
            throw UserError.usage("-n is %d; expected 1 or more".formatted(lines));
        }
        Path file = Home.current().log(log.toString());
        if (!Files.exists(file)) {
            throw UserError.failed("there is no %s; nothing of it has run in this home".formatted(file));
        }
        try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            Deque<String> last = new ArrayDeque<>();
            all.forEach(line -> {
                last.addLast(line);
                if (last.size() > lines) {
                    last.removeFirst();
                }
            });
            // Bytes that are no UTF-8 must not end the command.
            last.forEach(line -> Terminal.result(
                    Terminal.harmless(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw UserError.failed("cannot read %s: %s".formatted(file, FileFailures.explain(e)));
        }
    }
}
