package dev.r3.infra.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Names one process for good: a process id alone may be given to somebody else's process later.
 *
 * @param pid its id
 * @param startedAt when it started, milliseconds since 1970
 * @param boot when it started, told without a clock that may jump; empty where the system does not tell
 */
record ProcessIdentity(long pid, long startedAt, @Nullable String boot) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Of the fields that follow the program's name, the one that says when it started. */
    private static final int START_FIELD = 20;

    /** The system derives start times from its boot time, which it may correct by a second. */
    private static final long TOLERANCE_MILLIS = 2_000;

    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    ProcessIdentity {
        // Records of before have none.
        boot = boot == null ? "" : boot;
    }

    ProcessIdentity(long pid, long startedAt) {
        this(pid, startedAt, "");
    }

    /** Empty when the system does not tell when the process started, or it has already ended. */
    static Optional<ProcessIdentity> of(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> new ProcessIdentity(process.pid(), start.toEpochMilli(), boot(process.pid())));
    }

    /** The living process. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !isZombie(process.pid()))
                .filter(process -> of(process).filter(this::isSame).isPresent());
    }

    boolean isAlive() {
        return find().isPresent();
    }

    /** Whether both name one process. */
    boolean isSame(ProcessIdentity other) {
        if (pid != other.pid) {
            return false;
        }
        boolean told = !"".equals(boot) && !"".equals(other.boot);
        // A wall clock that was set tells another start for the same process.
        return told ? Objects.equals(boot, other.boot) : Math.abs(startedAt - other.startedAt) <= TOLERANCE_MILLIS;
    }

    /** Which boot, and how long after it. Known on Linux only. */
    private static String boot(long pid) {
        try {
            String id = Files.readString(BOOT, StandardCharsets.ISO_8859_1).strip();
            String[] fields = afterName(pid).split(" ", START_FIELD + 1);
            return fields.length > START_FIELD ? id + " " + fields[START_FIELD - 1] : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether it has ended and nobody asked how, which in a container may stay so for ever. Known on Linux only. */
    private static boolean isZombie(long pid) {
        try {
            return afterName(pid).startsWith("Z");
        } catch (IOException e) {
            return false;
        }
    }

    /** What Linux tells of a process, from its state on: that follows the program's name, which may hold anything. */
    private static String afterName(long pid) throws IOException {
        var status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
        return status.substring(Math.min(status.length(), status.lastIndexOf(')') + 2));
    }

    /** Ends those that still live, with their descendants. */
    static void end(List<ProcessIdentity> processes, Duration grace) {
        var living = new ArrayList<ProcessHandle>();
        for (var process : processes) {
            process.find().ifPresent(handle -> {
                living.add(handle);
                handle.descendants().forEach(living::add);
            });
        }
        endHandles(living, grace);
    }

    /** Ends one that ends its own descendants. */
    static void endAlone(ProcessIdentity process, Duration grace) {
        endHandles(process.find().stream().toList(), grace);
    }

    /** Asks first, and kills what is left after the grace. */
    private static void endHandles(List<ProcessHandle> living, Duration grace) {
        living.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + grace.toNanos();
        for (var process : living) {
            if (!await(process, deadline - System.nanoTime())) {
                process.destroyForcibly();
                await(process, KILL_LIMIT.toNanos());
            }
        }
    }

    private static boolean await(ProcessHandle process, long nanos) {
        try {
            process.onExit().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return !process.isAlive() || isZombie(process.pid());
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting for process " + process.pid() + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
