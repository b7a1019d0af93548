package dev.r3.infra.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds or installs a Python environment with the MLflow server. uv installs it: pip takes six times as long. Where uv
 * cannot be had or cannot reach the packages, pip does it, because it may be set up for the network where uv is not.
 */
final class MlflowTool {
    static final String VERSION = "3.17.2";

    private static final String TOOL = "mlflow-" + VERSION;
    private static final String UV = "uv==0.13.8";
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final ToolCache cache;
    private final Executables executables;

    MlflowTool(ToolCache cache, Executables executables) {
        this.cache = cache;
        this.executables = executables;
    }

    /**
     * The environment's interpreter.
     *
     * @param log where the installers write
     * @throws InstallException with the reason for a person
     */
    Path provide(Path log, StackListener listener) throws InstallException, IOException, InterruptedException {
        var interpreter = interpreter(cache.folder(TOOL));
        if (Files.exists(cache.folder(TOOL)) && !Files.isExecutable(interpreter)) {
            // The Python it was made with is gone.
            cache.discard(TOOL);
        }
        cache.provide(TOOL, folder -> install(folder, log, listener));
        return interpreter;
    }

    private static Path interpreter(Path environment) {
        return environment.resolve("bin").resolve("python");
    }

    private void install(Path folder, Path log, StackListener listener)
            throws InstallException, IOException, InterruptedException {
        var python = Python.find(executables)
                .orElseThrow(() -> new InstallException("there is no Python " + Python.OLDEST + " or newer"));
        listener.progress("installing MLflow " + VERSION + " (about 1 minute)");
        Files.deleteIfExists(log);
        var run = new Steps(log);
        var own = interpreter(folder).toString();
        var uv = environment(run, python, folder);
        var requirements = InstallResource.MLFLOW.copyTo(folder).toString();
        try {
            run.step(uv, "pip", "install", "--python", own, "--requirement", requirements);
        } catch (InstallException e) {
            listener.progress("uv could not install MLflow; pip tries (about 3 minutes)");
            run.step(own, "-m", "pip", "install", "--requirement", requirements);
        }
        run.step(own, "-m", "mlflow", "--version");
    }

    /** Makes an empty environment and returns a uv: the user's, else one put into the environment. */
    private String environment(Steps run, Path python, Path folder)
            throws InstallException, IOException, InterruptedException {
        var users = executables.find("uv");
        if (users.isPresent()) {
            var uv = users.get().toString();
            run.step(uv, "venv", "--seed", "--allow-existing", "--python", python.toString(), folder.toString());
            return uv;
        }
        run.step(python.toString(), "-m", "venv", folder.toString());
        run.step(interpreter(folder).toString(), "-m", "pip", "install", "--retries=1", UV);
        return interpreter(folder).resolveSibling("uv").toString();
    }

    /** @param log where they write */
    private record Steps(Path log) {
        private static final Map<String, String> ENVIRONMENT =
                Map.of("PIP_DISABLE_PIP_VERSION_CHECK", "1", "PIP_NO_INPUT", "1", "UV_PYTHON_DOWNLOADS", "never");

        void step(String program, String... arguments) throws InstallException, IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(program));
            Stream.of(arguments).forEach(command::add);
            new InstallStep(command, ENVIRONMENT, log, LIMIT).run();
        }
    }
}
