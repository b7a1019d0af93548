package dev.r3.infra.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds a Python interpreter. */
final class Python {
    /** What the servers' packages need. */
    static final String OLDEST = "3.10";

    private static final List<String> NAMES =
            List.of("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10");
    /** Prints the interpreter behind launchers like pyenv's, if it is new enough. */
    private static final String QUESTION =
            "import sys; print(sys.executable) if sys.version_info >= (3, 10) else sys.exit(1)";

    private static final long ANSWER_SECONDS = 20;

    private Python() {}

    /** The first interpreter that is new enough. */
    static Optional<Path> find(Executables executables) throws IOException, InterruptedException {
        for (var name : NAMES) {
            var candidate = executables.find(name);
            if (candidate.isPresent()) {
                var interpreter = interpreter(candidate.get());
                if (interpreter.isPresent()) {
                    return interpreter;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> interpreter(Path candidate) throws IOException, InterruptedException {
        var process = new ProcessBuilder(candidate.toString(), "-I", "-c", QUESTION)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return answer.isEmpty() ? Optional.empty() : Optional.of(Path.of(answer));
        } finally {
            process.destroyForcibly();
        }
    }
}
