package dev.r3.infra.cli;

import dev.r3.activities.failure.FileFailures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Keeps the stack traces of defects, so that the terminal shows one line. */
final class CrashLog {

    private CrashLog() {}

    /** Appends the trace to the home's log; tells in one line where it is, or why it could not be written. */
    static String keep(Throwable defect) {
        StringWriter trace = new StringWriter();
        defect.printStackTrace(new PrintWriter(trace));
        Path log = Home.current().log("r3");
        try {
            Files.createDirectories(log.getParent());
            Files.writeString(
                    log,
                    "%s %s%n".formatted(Instant.now(), trace),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return "details are in " + log;
        } catch (IOException e) {
            return "its details could not be written to %s: %s".formatted(log, FileFailures.explain(e));
        }
    }
}
