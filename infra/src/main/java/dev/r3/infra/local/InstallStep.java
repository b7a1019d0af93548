package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One command of an installation.
 *
 * @param command the program and its arguments
 * @param environment what to add to the environment
 * @param log where its output is appended
 * @param limit how long it may take
 */
record InstallStep(List<String> command, Map<String, String> environment, Path log, Duration limit) {
    private static final File NOTHING = new File("/dev/null");

    InstallStep {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        requireNonNull(log, "log is null");
        requireNonNull(limit, "limit is null");
    }

    /** Runs it; a failure carries the last lines it wrote. */
    void run() throws InstallException, IOException, InterruptedException {
        Files.writeString(
                log, "$ " + String.join(" ", command) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        var builder = new ProcessBuilder(command)
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InstallException(
                        command.get(0) + " did not end within " + limit.toSeconds() + " s" + LogFile.tail(log));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new InstallException(
                    command.get(0) + " failed with exit code " + process.exitValue() + LogFile.tail(log));
        }
    }
}
