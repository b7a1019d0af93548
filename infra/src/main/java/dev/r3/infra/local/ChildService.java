package dev.r3.infra.local;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that runs as a child process, which is started again when it dies. */
final class ChildService implements ManagedService {
    private static final Logger log = LoggerFactory.getLogger(ChildService.class);
    private static final File NOTHING = new File("/dev/null");
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(2);
    /** Looking for descendants reads the whole process table. */
    private static final Duration DESCENDANTS_EVERY = Duration.ofSeconds(5);

    private final ChildSpec spec;
    private final Backoff backoff = new Backoff();
    private ServiceState state = ServiceState.STARTING;
    private String note = "";
    private @Nullable Process process;
    private List<ProcessIdentity> processes = List.of();
    /** When the process was started, or is to be started; a {@link System#nanoTime}. */
    private long startTime = System.nanoTime();

    private long descendantsTime = startTime;

    ChildService(ChildSpec spec) {
        this.spec = spec;
    }

    @Override
    public void advance() throws IOException {
        long now = System.nanoTime();
        if (state == ServiceState.FAILED) {
            return;
        }
        if (process == null) {
            if (now - startTime >= 0) {
                start();
            }
        } else if (!process.isAlive()) {
            died("ended with exit code " + process.exitValue());
        } else if (state == ServiceState.READY) {
            if (now - descendantsTime > DESCENDANTS_EVERY.toNanos()) {
                findProcesses(process);
            }
        } else {
            awaitReady(process, now);
        }
    }

    private void start() throws IOException {
        if (!Loopback.isFree(spec.port())) {
            died("found its port " + spec.port() + " taken");
            return;
        }
        LogFile.rotate(spec.log());
        var builder = new ProcessBuilder(spec.command())
                .directory(spec.directory().toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        ChildEnvironment.prepare(builder.environment(), spec.environment());
        ServiceMark.put(builder.environment(), spec.directory());
        try {
            process = builder.start();
        } catch (IOException e) {
            fail("cannot be started: " + e.getMessage());
            return;
        }
        startTime = System.nanoTime();
        findProcesses(process);
        log.info("{} was started, process {}", spec.service().title(), process.pid());
    }

    private void awaitReady(Process process, long now) {
        findProcesses(process);
        // Another's server may answer on the port while ours is dying of it: look at ours after the answer.
        if (spec.probe().answers() && process.isAlive()) {
            state = ServiceState.READY;
            backoff.proven();
            findProcesses(process);
            log.info("{} answers on port {}", spec.service().title(), spec.port());
        } else if (now - startTime > LONGEST_START.toNanos()) {
            endProcesses(LEFTOVER_GRACE);
            fail("did not answer within " + LONGEST_START.toMinutes() + " minutes");
        }
    }

    private void findProcesses(Process process) {
        var found = new ArrayList<ProcessIdentity>();
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .forEach(handle -> ProcessIdentity.of(handle).ifPresent(found::add));
        if (!found.isEmpty()) {
            processes = found;
        }
        descendantsTime = System.nanoTime();
    }

    private void died(String how) {
        log.warn("{} {}", spec.service().title(), how);
        // Its own children may live on and hold its port.
        endProcesses(LEFTOVER_GRACE);
        var delay = backoff.died(System.nanoTime());
        if (delay.isEmpty()) {
            fail(how + " too often");
            return;
        }
        if (state == ServiceState.READY) {
            state = ServiceState.RESTARTING;
        }
        startTime = System.nanoTime() + delay.get().toNanos();
    }

    private void fail(String why) {
        state = ServiceState.FAILED;
        note = spec.service().title() + " " + why + ":" + LogFile.tail(spec.log());
        log.error("{}", note);
    }

    private void endProcesses(Duration grace) {
        ProcessIdentity.end(processes, grace);
        // A child that was made just before its parent died was never seen as a descendant.
        ProcessIdentity.end(ServiceMark.processes(spec.directory()), grace);
        processes = List.of();
        process = null;
    }

    @Override
    public ServiceRecord record() {
        return new ServiceRecord(spec.service(), state, spec.port(), spec.uiPort(), processes, note);
    }

    @Override
    public void stop(Duration grace) {
        if (process != null) {
            findProcesses(process);
        }
        endProcesses(grace);
    }
}
