package dev.r3.infra.local;

import dev.r3.activities.failure.FileFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The one detached worker process of a home. A worker that was killed is started again by whoever needs it next. */
public final class LocalWorker {
    /** A worker lets running activities end for ten seconds. */
    private static final Duration END_GRACE = Duration.ofSeconds(15);

    /** Once may be chance: a server that was just being started again. */
    private static final int MOST_FAILED_STARTS = 1;

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

    /** Whose build a living worker is of. */
    public enum Maker {
        /** Of the checkout that asks. */
        OURS,
        /** Of another one that shares the home. */
        ANOTHER
    }

    /**
     * Starts the worker unless it lives. A worker of another build is ended first: what it would compute is not what
     * this build says it does, and its class files are gone. So is one whose servers have moved: it asks at their old
     * addresses for ever. A worker with other settings stays: it works for somebody else, at other servers.
     *
     * @throws StackException if it cannot be started, or one with other settings lives
     */
    public void ensure(WorkerSetup setup) {
        provide(setup, Fit.EXACT, () -> 0);
    }

    /**
     * As {@link #ensure}, for one who has called that before and calls this now and then. A worker that another checkout
     * has started since stays: each would end the other's for ever. Of workers that end before they work not one after
     * the other is started.
     *
     * @throws StackException also if one after the other ended so; the message has the end of the log
     */
    public Maker keep(WorkerSetup setup) {
        return provide(setup, Fit.OF_ANY_CHECKOUT, this::failedStarts);
    }

    /**
     * Says in the worker's own process that it works, so that its end is no failed start. Does nothing in any other
     * process: a worker that somebody started by hand comes and goes without a word about this one.
     */
    public void works() {
        if (!Files.isDirectory(folder())) {
            return;
        }
        // Whoever starts the worker names it before the lock is free again.
        try (FileMutex lock = lock()) {
            Optional<ProcessIdentity> self = ProcessIdentity.of(ProcessHandle.current());
            Optional<WorkerRecord> worker = JsonFile.read(record(), WorkerRecord.class);
            if (worker.map(WorkerRecord::process)
                    .filter(process -> self.filter(process::isSame).isPresent())
                    .isPresent()) {
                JsonFile.write(working(), worker.get().process());
            }
        } catch (IOException e) {
            throw new StackException(
                    "The worker of " + home + " cannot say that it works: " + FileFailures.explain(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while saying that the worker works", e);
        }
    }

    /** How well what runs fits what is asked for, the worst first. */
    private enum Fit {
        NONE,
        OF_ANY_CHECKOUT,
        EXACT
    }

    private Maker provide(WorkerSetup setup, Fit needed, FailedStarts failed) {
        try {
            String build = BuildIdentity.current(setup.plugins());
            Fit fit = fit(build, setup);
            if (fit.compareTo(needed) < 0) {
                fit = start(build, setup, needed, failed);
            }
            return fit == Fit.EXACT ? Maker.OURS : Maker.ANOTHER;
        } catch (IOException e) {
            throw new StackException("The worker of " + home + " cannot be started: " + FileFailures.explain(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while starting the worker", e);
        }
    }

    /** Unless somebody else was quicker. */
    private Fit start(String build, WorkerSetup setup, Fit needed, FailedStarts failed)
            throws IOException, InterruptedException {
        Files.createDirectories(folder());
        Files.createDirectories(log().getParent());
        try (FileMutex lock = lock()) {
            Fit fit = fit(build, setup);
            if (fit.compareTo(needed) >= 0) {
                return fit;
            }
            replace(build, setup, failed.count());
            return Fit.EXACT;
        }
    }

    /** Replaces the worker if one lives with these settings and its servers have moved. */
    public void follow(WorkerSetup setup) {
        boolean hasMoved = living().filter(worker -> worker.hasSettings(setup.settings()))
                .filter(worker -> !worker.hasServices(setup.services()))
                .isPresent();
        if (hasMoved) {
            ensure(setup);
        }
    }

    private Fit fit(String build, WorkerSetup setup) {
        Optional<WorkerRecord> living = living();
        if (living.filter(worker -> !worker.hasSettings(setup.settings())).isPresent()) {
            throw new StackException(("the worker of %s was started with other settings (R3_…, AWS_… or MLFLOW_…);"
                            + " end it with `r3 down`, or use another --home")
                    .formatted(home));
        }
        return living.filter(worker -> worker.hasServices(setup.services()))
                .map(worker -> fit(build, worker))
                .orElse(Fit.NONE);
    }

    private static Fit fit(String build, WorkerRecord worker) {
        if (worker.build().equals(build)) {
            return Fit.EXACT;
        }
        return worker.isOfPlace(BuildIdentity.place()) ? Fit.NONE : Fit.OF_ANY_CHECKOUT;
    }

    /** Counts workers in a row that ended before they worked. */
    @FunctionalInterface
    private interface FailedStarts {
        int count() throws IOException;
    }

    private int failedStarts() throws IOException {
        Optional<WorkerRecord> last = JsonFile.read(record(), WorkerRecord.class);
        Optional<ProcessIdentity> worked = JsonFile.read(working(), ProcessIdentity.class);
        int failed = last.map(WorkerRecord::process)
                        .filter(process -> !process.isAlive())
                        .filter(process -> worked.filter(process::isSame).isEmpty())
                        .isPresent()
                ? last.get().failedStarts() + 1
                : 0;
        if (failed > MOST_FAILED_STARTS) {
            throw new StackException("the worker of %s ends before it works:%s".formatted(home, LogFile.tail(log())));
        }
        return failed;
    }

    private void replace(String build, WorkerSetup setup, int failedStarts) throws IOException {
        // Its record stays until the next one's replaces it: only 'down' leaves none.
        living().ifPresent(LocalWorker::end);
        Process process = java.launch(setup.options(), setup.mainClass(), setup.arguments(), home, log());
        JsonFile.write(
                record(),
                new WorkerRecord(
                        identity(process),
                        build,
                        BuildIdentity.place(),
                        setup.settings(),
                        setup.services(),
                        failedStarts));
    }

    /** Ends the worker; does nothing if there is none. */
    public void end() {
        if (isEnded()) {
            return;
        }
        try (FileMutex lock = lock()) {
            Optional<WorkerRecord> worker = living();
            // First of all: whoever watches shall see an end, not a death, and start no other one.
            Files.deleteIfExists(record());
            worker.ifPresent(LocalWorker::end);
        } catch (IOException e) {
            throw new StackException("The worker of " + home + " cannot be ended: " + FileFailures.explain(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while ending the worker", e);
        }
    }

    private static void end(WorkerRecord worker) {
        ProcessIdentity.endAlone(worker.process(), END_GRACE);
    }

    private FileMutex lock() throws IOException, InterruptedException {
        return FileMutex.acquire(folder().resolve("start.lock"), () -> {});
    }

    /** Whether there is none because it was ended, as opposed to killed. */
    public boolean isEnded() {
        return !Files.exists(record());
    }

    /** The living worker's process id. */
    public OptionalLong pid() {
        return living().map(worker -> OptionalLong.of(worker.process().pid())).orElse(OptionalLong.empty());
    }

    /** Where the worker writes. */
    public Path log() {
        return home.resolve("logs").resolve("worker.log");
    }

    private Path record() {
        return folder().resolve("worker.json");
    }

    private Path folder() {
        return home.resolve("worker");
    }

    /** Names the newest worker that came to work. */
    private Path working() {
        return folder().resolve("working.json");
    }

    private Optional<WorkerRecord> living() {
        try {
            return JsonFile.read(record(), WorkerRecord.class)
                    .filter(worker -> worker.process().isAlive());
        } catch (IOException e) {
            throw new StackException("The worker of " + home + " is unknown: " + FileFailures.explain(e), e);
        }
    }

    private static ProcessIdentity identity(Process process) throws IOException {
        return ProcessIdentity.of(process.toHandle())
                .orElseThrow(() -> new IOException("it ended at once; see the worker's log"));
    }
}
