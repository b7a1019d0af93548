package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One stack from its first start to its end: the tests run in their order, since a start takes many seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalStackIT {
    private static final Logger log = LoggerFactory.getLogger(LocalStackIT.class);
    private static final Set<Service> ALL = EnumSet.allOf(Service.class);

    private final StackHome home;
    private final LocalStack stack;
    private Endpoints endpoints;

    LocalStackIT(@TempDir Path folder) {
        // A folder's name may hold anything.
        home = StackHome.of(folder.resolve("a home? 100%"));
        stack = LocalStack.of(home.path());
        endpoints = up();
    }

    @BeforeAll
    void leaveTraces() throws IOException, InterruptedException {
        try (var objects = ObjectClient.of(artifacts())) {
            objects.put("kept", "object");
        }
        try (var workflows = EchoWorkflow.Client.of(temporal())) {
            workflows.start("kept");
        }
        var experiment = tracking().client().createExperiment("kept");
        assertThat(tracking().upload(experiment + "/kept.txt", "artifact")).isEqualTo(200);
    }

    @AfterAll
    void end() {
        stack.down();
    }

    @Test
    @Order(1)
    void s3RefusesToOverwriteWhatMustBeNew() {
        try (var objects = ObjectClient.of(artifacts())) {
            objects.create("new", "first");
            assertThatThrownBy(() -> objects.create("new", "second"))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
            assertThat(objects.get("new")).isEqualTo("first");
        }
    }

    @Test
    @Order(1)
    void ofManyWhoCreateOneObjectOneWins() throws Exception {
        var writers = Executors.newFixedThreadPool(16);
        try (var objects = ObjectClient.of(artifacts())) {
            Callable<Boolean> writer = () -> {
                try {
                    objects.create("contested", "text");
                    return true;
                } catch (S3Exception e) {
                    assertThat(e.statusCode()).isEqualTo(412);
                    return false;
                }
            };
            int winners = 0;
            for (var answer : writers.invokeAll(Collections.nCopies(16, writer))) {
                winners += answer.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            writers.shutdown();
        }
    }

    @Test
    @Order(1)
    void mlflowSendsALargeArtifactInParts() throws IOException, InterruptedException {
        var large = "0123456789abcdef".repeat(20 << 16);
        assertThat(tracking().upload("0/large.txt", large)).isEqualTo(200);
        assertThat(tracking().download("0/large.txt")).isEqualTo(large);
    }

    @Test
    @Order(1)
    void s3RefusesAWrongSecret() {
        try (var objects = ObjectClient.of(artifacts(), "wrong")) {
            assertThatThrownBy(() -> objects.get("kept"))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    @Test
    @Order(1)
    void mlflowKeepsItsArtifactsInS3() throws IOException, InterruptedException {
        var experiment = tracking().client().getExperimentByName("kept").orElseThrow();
        assertThat(tracking().download(experiment.getExperimentId() + "/kept.txt"))
                .isEqualTo("artifact");
        try (var objects = ObjectClient.of(artifacts())) {
            assertThat(objects.get("mlflow/" + experiment.getExperimentId() + "/kept.txt"))
                    .isEqualTo("artifact");
        }
    }

    @Test
    @Order(1)
    void aWorkflowRuns() throws TimeoutException {
        try (var workflows = EchoWorkflow.Client.of(temporal())) {
            workflows.start("short");
            assertThat(workflows.finish("short", "hello")).isEqualTo("hello");
        }
        assertThat(temporal().durable()).isTrue();
    }

    @Test
    @Order(2)
    void manyCallersShareOneStack() throws Exception {
        long pid = stackPid();
        var callers = Executors.newFixedThreadPool(4);
        try {
            Callable<Endpoints> up = () -> LocalStack.of(home.path()).up(ALL, message -> {});
            for (var answer : callers.invokeAll(List.of(up, up, up, up))) {
                assertThat(answer.get()).isEqualTo(endpoints);
            }
        } finally {
            callers.shutdown();
        }
        assertThat(stackPid()).isEqualTo(pid);
    }

    @Test
    @Order(2)
    @EnabledOnOs(OS.LINUX)
    void everythingListensOnThisMachineOnly() throws IOException {
        var addresses = Listeners.addresses(pids());
        assertThat(addresses).hasSizeGreaterThanOrEqualTo(4);
        assertThat(addresses).allMatch(address -> address.endsWith("0100007F"));
    }

    @Test
    @Order(2)
    @EnabledOnOs(OS.LINUX)
    void noTerminalReachesTheStack() throws IOException {
        long pid = stackPid();
        var status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        var session = status.substring(status.lastIndexOf(')') + 2).split(" ", -1)[3];
        assertThat(session).isEqualTo(Long.toString(pid));
    }

    @Test
    @Order(2)
    void onlyTheOwnerReadsTheSecret() throws IOException {
        var secret = artifacts().credentials().secretKey();
        assertThat(endpoints.toString()).doesNotContain(secret);
        assertThat(modeOf(home.path())).isEqualTo("rwx------");
        assertThat(modeOf(home.state())).isEqualTo("rwx------");
        assertThat(modeOf(home.credentials())).isEqualTo("rw-------");
        assertThat(modeOf(home.record())).isEqualTo("rw-------");
        for (long pid : pids()) {
            var command = Path.of("/proc", Long.toString(pid), "cmdline");
            if (Files.exists(command)) {
                assertThat(Files.readString(command, StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret);
            }
        }
    }

    @Test
    @Order(3)
    void aKilledServerComesBackWithItsData() throws Exception {
        kill(processes(Service.TEMPORAL).get(0), processes(Service.TRACKING).get(0));
        assertThat(up()).isEqualTo(endpoints);
        assertThat(status(Service.TEMPORAL).state()).isEqualTo(ServiceState.READY);
        assertThatDataIsThere();
    }

    @Test
    @Order(4)
    void aKilledPartOfMlflowComesBack() throws Exception {
        var processes = processes(Service.TRACKING);
        assertThat(processes).hasSizeGreaterThan(1);
        kill(processes.get(processes.size() - 1));
        assertThat(up()).isEqualTo(endpoints);
        assertThat(processes).noneMatch(ProcessIdentity::isAlive);
        assertThatDataIsThere();
    }

    @Test
    @Order(5)
    void aKilledStackLeavesNothingThatTheNextOneDoesNotEnd() throws Exception {
        var old = Stream.of(Service.values())
                .flatMap(service -> processes(service).stream())
                .toList();
        kill(record().process());
        assertThat(status(Service.TEMPORAL).state()).isEqualTo(ServiceState.ORPHANED);
        assertThat(stack.status().pid()).isEmpty();
        assertThat(up()).isEqualTo(endpoints);
        assertThat(old).isNotEmpty().noneMatch(ProcessIdentity::isAlive);
        assertThatDataIsThere();
        try (var workflows = EchoWorkflow.Client.of(temporal())) {
            assertThat(workflows.finish("kept", "at last")).isEqualTo("at last");
        }
    }

    @Test
    @Order(6)
    void downLeavesNoProcessAndNoPort() throws IOException {
        var pids = pids();
        var ports = JsonFile.read(home.ports(), Ports.Book.class)
                .orElseThrow()
                .ports()
                .values();
        assertThat(ports).hasSize(4).noneMatch(Loopback::isFree);
        stack.down();
        stack.down();
        assertThat(pids)
                .allMatch(pid ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(ports).allMatch(Loopback::isFree);
        assertThat(stack.status().pid()).isEmpty();
        assertThat(stack.status().services()).allMatch(service -> service.state() == ServiceState.STOPPED);
    }

    @Test
    @Order(7)
    void aPortTakenByAnotherIsReplaced() throws IOException {
        int taken = artifacts().endpoint().getPort();
        try (var other = new ServerSocket(taken, 1, Loopback.address(taken).getAddress())) {
            var moved = stack.up(EnumSet.of(Service.ARTIFACTS), log::info);
            assertThat(other.isBound()).isTrue();
            assertThat(moved.temporal()).isEmpty();
            assertThat(moved.artifacts().orElseThrow().endpoint().getPort()).isNotEqualTo(taken);
            try (var objects = ObjectClient.of(moved.artifacts().orElseThrow())) {
                assertThat(objects.get("kept")).isEqualTo("object");
            }
        }
        stack.down();
    }

    private Endpoints up() {
        return stack.up(ALL, log::info);
    }

    private void assertThatDataIsThere() throws IOException, InterruptedException {
        try (var objects = ObjectClient.of(artifacts())) {
            assertThat(objects.get("kept")).isEqualTo("object");
        }
        var experiment = tracking().client().getExperimentByName("kept").orElseThrow();
        assertThat(tracking().download(experiment.getExperimentId() + "/kept.txt"))
                .isEqualTo("artifact");
        try (var workflows = EchoWorkflow.Client.of(temporal())) {
            assertThat(workflows
                            .client()
                            .newUntypedWorkflowStub("kept")
                            .describe()
                            .getWorkflowType())
                    .isEqualTo("EchoWorkflow");
        }
    }

    private static void kill(ProcessIdentity... victims) throws Exception {
        for (var victim : victims) {
            var process = victim.find().orElseThrow();
            process.destroyForcibly();
            process.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private StackRecord record() throws IOException {
        return JsonFile.read(home.record(), StackRecord.class).orElseThrow();
    }

    private List<ProcessIdentity> processes(Service service) {
        try {
            return record().service(service).orElseThrow().processes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The stack process and all below it. */
    private List<Long> pids() throws IOException {
        var pids = new ArrayList<Long>();
        var process = record().process().find().orElseThrow();
        pids.add(process.pid());
        process.descendants().forEach(child -> pids.add(child.pid()));
        return pids;
    }

    private long stackPid() {
        return stack.status().pid().orElseThrow();
    }

    private ServiceStatus status(Service service) {
        return stack.status().services().stream()
                .filter(status -> status.service() == service)
                .findFirst()
                .orElseThrow();
    }

    private TemporalEndpoint temporal() {
        return endpoints.temporal().orElseThrow();
    }

    private ArtifactsEndpoint artifacts() {
        return endpoints.artifacts().orElseThrow();
    }

    private TrackingClient tracking() {
        return TrackingClient.of(trackingUri());
    }

    private URI trackingUri() {
        var tracking = endpoints.tracking().orElseThrow();
        assertThat(tracking).isInstanceOf(TrackingEndpoint.Served.class);
        return ((TrackingEndpoint.Served) tracking).uri();
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
