package dev.r3.infra.local;

import dev.r3.activities.failure.FileFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The one detached worker process of a home. A worker that was killed is started again by whoever needs it next. */
public final class LocalWorker {
    /** A worker lets running activities end for ten seconds. */
    private static final Duration END_GRACE = Duration.ofSeconds(15);

    private final Path home;
    private final DetachedJava java;

    private LocalWorker(Path home) {
        this.home = home.toAbsolutePath().normalize();
        this.java = new DetachedJava(Executables.ofUser());
    }

    /** The worker of a home folder. */
    public static LocalWorker of(Path home) {
        return new LocalWorker(home);
    }

    /**
     * Starts the worker unless it lives. A worker of another build is ended first: what it would compute is not what
     * this build says it does, and its class files are gone. A worker with other settings stays: it works for somebody
     * else, at other servers.
     *
     * @param settings the identity of the services that it works with
     * @param plugins the folders whose jars it loads: other jars make another build
     * @param options for its JVM
     * @param mainClass what it runs, with this process's class path
     * @throws StackException if it cannot be started, or one with other settings lives
     */
    public void ensure(
            String settings, List<Path> plugins, List<String> options, String mainClass, List<String> arguments) {
        try {
            String build = BuildIdentity.current(plugins);
            if (isLivingOf(build, settings)) {
                return;
            }
            Files.createDirectories(record().getParent());
            Files.createDirectories(log().getParent());
            try (FileMutex lock = lock()) {
                if (!isLivingOf(build, settings)) {
                    // Its record stays until the next one's replaces it: only 'down' leaves none.
                    living().ifPresent(LocalWorker::end);
                    Process process = java.launch(options, mainClass, arguments, home, log());
                    JsonFile.write(record(), new WorkerRecord(identity(process), build, settings));
                }
            }
        } catch (IOException e) {
            throw new StackException("The worker of " + home + " cannot be started: " + FileFailures.explain(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while starting the worker", e);
        }
    }

    /** Ends the worker; does nothing if there is none. */
    public void end() {
        if (isEnded()) {
            return;
        }
        try (FileMutex lock = lock()) {
            Optional<ProcessIdentity> process = living();
            // First of all: whoever watches shall see an end, not a death, and start no other one.
            Files.deleteIfExists(record());
            process.ifPresent(LocalWorker::end);
        } catch (IOException e) {
            throw new StackException("The worker of " + home + " cannot be ended: " + FileFailures.explain(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while ending the worker", e);
        }
    }

    private static void end(ProcessIdentity process) {
        ProcessIdentity.endAlone(process, END_GRACE);
    }

    private FileMutex lock() throws IOException, InterruptedException {
        return FileMutex.acquire(record().resolveSibling("start.lock"), () -> {});
    }

    /** Whether there is none because it was ended, as opposed to killed. */
    public boolean isEnded() {
        return !Files.exists(record());
    }

    /** The living worker's process id. */
    public OptionalLong pid() {
        return living().map(process -> OptionalLong.of(process.pid())).orElse(OptionalLong.empty());
    }

    /** Where the worker writes. */
    public Path log() {
        return home.resolve("logs").resolve("worker.log");
    }

    private Path record() {
        return home.resolve("worker").resolve("worker.json");
    }

    private Optional<ProcessIdentity> living() {
        try {
            return JsonFile.read(record(), WorkerRecord.class)
                    .map(WorkerRecord::process)
                    .filter(ProcessIdentity::isAlive);
        } catch (IOException e) {
            throw new StackException("The worker of " + home + " is unknown: " + FileFailures.explain(e), e);
        }
    }

    private boolean isLivingOf(String build, String settings) throws IOException {
        Optional<WorkerRecord> living = JsonFile.read(record(), WorkerRecord.class)
                .filter(record -> record.process().isAlive());
        String standing = living.map(WorkerRecord::settings).orElse(settings);
        if (!standing.equals(settings)) {
            throw new StackException(("the worker of %s was started with other settings (R3_…, AWS_… or MLFLOW_…);"
                            + " end it with `r3 down`, or use another --home")
                    .formatted(home));
        }
        return living.filter(record -> record.build().equals(build)).isPresent();
    }

    /**
     * The file that names the worker.
     *
     * @param settings null in the file of an older R3
     */
    private record WorkerRecord(
            ProcessIdentity process, String build, @Nullable String settings) {}

    private static ProcessIdentity identity(Process process) throws IOException {
        return ProcessIdentity.of(process.toHandle())
                .orElseThrow(() -> new IOException("it ended at once; see the worker's log"));
    }
}
