package dev.r3.tests.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A home of a test's own, whose worker and servers end with the test. */
final class OwnHome implements AfterEachCallback {
    private final Duration patience;
    private Path path = Path.of("");

    /**
     * @param patience for each command
     */
    OwnHome(Duration patience) {
        this.patience = patience;
    }

    /** Puts it beside the files of miniature experiments. */
    void in(Path folder) throws IOException {
        path = folder.resolve("home");
        MiniatureExperiment.prepare(folder);
    }

    Path path() {
        return path;
    }

    R3Process start(String... arguments) throws IOException {
        return R3Process.start(path, arguments);
    }

    /** Runs a command to its end, which must come with exit code 0; gives its standard output. */
    String run(String... arguments) throws IOException, InterruptedException {
        return R3Process.run(path, patience, arguments);
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException, InterruptedException {
        run("down");
    }
}
