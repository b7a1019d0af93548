package dev.r3.infra.local;

import dev.r3.activities.failure.FileFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The local stack of one home: real servers, run by one detached process, that keep their data when they or that process
 * are killed. All methods may be called from any thread and from several processes.
 */
public final class LocalStack {
    private static final Duration END_GRACE = Duration.ofSeconds(35);

    private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(8);

    private final StackHome home;
    private final StackPlanner planner;
    private final StackLauncher launcher;

    LocalStack(StackHome home, StackPlanner planner, StackLauncher launcher) {
        this.home = home;
        this.planner = planner;
        this.launcher = launcher;
    }

    /** The stack of a home folder, which need not exist yet. */
    public static LocalStack of(Path home) {
        var folders = StackHome.of(home);
        var executables = Executables.ofUser();
        var cache = ToolCache.ofUser();
        var planner =
                new StackPlanner(folders, TemporalTool.of(cache, executables), new MlflowTool(cache, executables));
        return new LocalStack(folders, planner, new StackLauncher(executables));
    }

    /**
     * Starts what is needed and not running, and waits until it answers. Installs the servers at the first time, which
     * takes a minute or two.
     *
     * @param needed what must run; more may run already
     * @param listener hears what is being waited for
     * @return where everything is that runs
     * @throws StackException if the workflow server or the artifact store cannot be had; a missing run tracker is no
     *     failure
     */
    public Endpoints up(Set<Service> needed, StackListener listener) {
        return provide(EnumSet.copyOf(needed), listener);
    }

    /**
     * As {@link #up}, for one who asks now and then. A run tracker that could not be had is not tried again: that may
     * take minutes and end in the same words.
     */
    public Endpoints keepUp(Set<Service> needed, StackListener listener) {
        var wanted = EnumSet.copyOf(needed);
        if (isTrackingAbsent()) {
            wanted.remove(Service.TRACKING);
        }
        return wanted.isEmpty() ? Endpoints.NONE : provide(wanted, listener);
    }

    private boolean isTrackingAbsent() {
        return status().services().stream()
                .anyMatch(known -> known.service() == Service.TRACKING && known.state() == ServiceState.ABSENT);
    }

    private Endpoints provide(Set<Service> wanted, StackListener listener) {
        if (wanted.contains(Service.TRACKING)) {
            wanted.add(Service.ARTIFACTS);
        }
        try {
            var running = running(wanted);
            if (running.isPresent()) {
                return running.get();
            }
            home.create();
            var lock = FileMutex.acquire(
                    home.callerLock(), () -> listener.progress("waiting for another r3 that starts or ends the stack"));
            try (lock) {
                return start(wanted, listener);
            }
        } catch (IOException e) {
            throw new StackException(
                    "The local stack of " + home.path() + " cannot be started: " + FileFailures.explain(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while starting the local stack", e);
        }
    }

    private Endpoints start(Set<Service> wanted, StackListener listener) throws IOException, InterruptedException {
        var running = running(wanted);
        if (running.isPresent()) {
            return running.get();
        }
        var living = living();
        var present = Plan.read(home.plan());
        var plan = present.with(planner.entries(wanted, living, listener));
        if (living.isEmpty()) {
            endLeftovers();
        }
        JsonFile.write(home.plan(), plan);
        var process = living.isPresent()
                ? ProcessHandle.of(living.get().process().pid())
                : Optional.of(launcher.launch(home).toHandle());
        var record = new StackWait(home, plan.revision(), wanted, listener)
                .await(() -> process.filter(ProcessHandle::isAlive).isPresent());
        return new EndpointReader(home).read(record);
    }

    /** Where everything is if all that is wanted runs. */
    private Optional<Endpoints> running(Set<Service> wanted) throws IOException {
        var living = living().filter(record -> wanted.stream().allMatch(service -> isReady(record, service)));
        return living.isPresent() ? Optional.of(new EndpointReader(home).read(living.get())) : Optional.empty();
    }

    private static boolean isReady(StackRecord record, Service service) {
        return record.service(service).filter(ServiceRecord::isReady).isPresent();
    }

    /** Ends every process of the stack; does nothing if there is none. The data stays. */
    public void down() {
        if (!Files.isDirectory(home.state())) {
            return;
        }
        try {
            var lock = FileMutex.acquire(home.callerLock(), () -> {});
            try (lock) {
                var record = JsonFile.read(home.record(), StackRecord.class);
                if (record.isPresent()) {
                    ProcessIdentity.endAlone(record.get().process(), END_GRACE);
                }
                endLeftovers();
                Files.deleteIfExists(home.plan());
            }
        } catch (IOException e) {
            throw new StackException(
                    "The local stack of " + home.path() + " cannot be ended: " + FileFailures.explain(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while ending the local stack", e);
        }
    }

    /** Where its S3 server keeps the objects of the bucket, each as a file under its key; not there before the first start. */
    public Path objects() {
        return home.objects().resolve(ServiceFactory.BUCKET);
    }

    /** What is known of the stack now. */
    public StackStatus status() {
        try {
            var record = JsonFile.read(home.record(), StackRecord.class);
            var stack = record.map(StackRecord::process).filter(ProcessIdentity::isAlive);
            var pid = stack.map(process -> OptionalLong.of(process.pid())).orElse(OptionalLong.empty());
            var services = Stream.of(Service.values())
                    .map(service -> status(service, pid, record.flatMap(known -> known.service(service))))
                    .toList();
            return new StackStatus(pid, home.stackLog(), services);
        } catch (IOException e) {
            throw new StackException(
                    "The local stack of " + home.path() + " is unknown: " + FileFailures.explain(e), e);
        }
    }

    private ServiceStatus status(Service service, OptionalLong stack, Optional<ServiceRecord> known) {
        var log = home.log(service);
        if (known.isEmpty()) {
            return new ServiceStatus(service, ServiceState.STOPPED, "", OptionalLong.empty(), log, "");
        }
        var record = known.get();
        var own = record.processes().stream().filter(ProcessIdentity::isAlive).findFirst();
        if (stack.isEmpty()) {
            var state = own.isPresent() ? ServiceState.ORPHANED : ServiceState.STOPPED;
            return new ServiceStatus(service, state, record.address(), pid(own), log, "");
        }
        var pid = record.processes().isEmpty() && record.state() == ServiceState.READY ? stack : pid(own);
        return new ServiceStatus(service, record.state(), record.address(), pid, log, record.note());
    }

    private static OptionalLong pid(Optional<ProcessIdentity> process) {
        return process.map(known -> OptionalLong.of(known.pid())).orElse(OptionalLong.empty());
    }

    private Optional<StackRecord> living() throws IOException {
        return JsonFile.read(home.record(), StackRecord.class)
                .filter(record -> record.process().isAlive());
    }

    /** Ends what a killed stack process left running, and forgets it. */
    private void endLeftovers() throws IOException {
        var record = JsonFile.read(home.record(), StackRecord.class);
        if (record.isPresent()) {
            List<ProcessIdentity> left = record.get().services().stream()
                    .flatMap(service -> service.processes().stream())
                    .toList();
            ProcessIdentity.end(left, LEFTOVER_GRACE);
            Files.deleteIfExists(home.record());
        }
        for (Path folder : List.of(home.temporal(), home.mlflow())) {
            ProcessIdentity.end(ServiceMark.processes(folder), LEFTOVER_GRACE);
        }
    }
}
