package dev.r3.infra.local;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How to run a Temporal development server that keeps its workflows in a file. */
final class TemporalServer {
    static final String NAMESPACE = "default";

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private TemporalServer() {}

    static ChildSpec spec(StackHome home, Ports ports, Path binary) throws IOException {
        int port = ports.claim("temporal");
        int uiPort = ports.claim("temporal-ui");
        var command = List.of(
                binary.toString(),
                "server",
                "start-dev",
                "--ip",
                Loopback.HOST,
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--db-filename",
                // Relative to the working directory: the server makes a URI of it, which cannot hold every path.
                "temporal.db",
                "--log-level",
                "error");
        return new ChildSpec(
                Service.TEMPORAL,
                port,
                uiPort,
                command,
                Map.of(),
                home.temporal(),
                home.log(Service.TEMPORAL),
                () -> answers(port));
    }

    /** Whether a server on a port knows the namespace, which it makes after it has begun to listen. */
    static boolean answers(int port) {
        if (!Loopback.isOpen(port, PROBE_TIMEOUT)) {
            return false;
        }
        var stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(Loopback.HOST + ":" + port)
                .build());
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(NAMESPACE)
                            .build());
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        } finally {
            stubs.shutdownNow();
        }
    }
}
