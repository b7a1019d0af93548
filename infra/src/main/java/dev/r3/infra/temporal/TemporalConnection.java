package dev.r3.infra.temporal;

import dev.r3.infra.settings.TemporalSettings;
import dev.r3.workflows.contract.ExperimentId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A connection to a Temporal server. */
public final class TemporalConnection implements AutoCloseable {

    /** A server that is up answers at once; a wrong address should not hold anyone for long. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;

    private TemporalConnection(WorkflowServiceStubs stubs, WorkflowClient client) {
        this.stubs = stubs;
        this.client = client;
    }

    /**
     * Connects.
     *
     * @throws UnreachableException if no server answers, or it has no such namespace
     */
    public static TemporalConnection open(TemporalSettings settings) throws UnreachableException {
        return open(settings, CONNECT_TIMEOUT);
    }

    /**
     * Connects.
     *
     * @param patience how long a server may take to answer
     * @throws UnreachableException if none does, or it has no such namespace
     */
    public static TemporalConnection open(TemporalSettings settings, Duration patience) throws UnreachableException {
        try {
            WorkflowServiceStubs stubs = WorkflowServiceStubs.newConnectedServiceStubs(
                    WorkflowServiceStubsOptions.newBuilder()
                            .setTarget(settings.target())
                            .build(),
                    patience);
            requireNamespace(stubs, settings);
            WorkflowClientOptions options = WorkflowClientOptions.newBuilder()
                    .setNamespace(settings.namespace())
                    .build();
            return new TemporalConnection(stubs, WorkflowClient.newInstance(stubs, options));
        } catch (StatusRuntimeException | IllegalStateException e) {
            throw UnreachableException.of(settings.target(), e);
        }
    }

    /** Else each command and worker would find out in its own way. A server that does not tell may have it. */
    private static void requireNamespace(WorkflowServiceStubs stubs, TemporalSettings settings)
            throws UnreachableException {
        try {
            stubs.blockingStub()
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(settings.namespace())
                            .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                stubs.shutdownNow();
                throw UnreachableException.withoutNamespace(settings, e);
            }
        }
    }

    public WorkflowClient client() {
        return client;
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        stubs.awaitTermination(5, TimeUnit.SECONDS);
    }

    /** No server answers, or the one that did is gone. */
    public static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1;

        private UnreachableException(String message, Throwable cause) {
            super(message, cause);
        }

        /** The server does not answer, or answers that it won't. */
        static UnreachableException of(String target, Throwable cause) {
            return new UnreachableException(explain(target, Status.fromThrowable(cause)), cause);
        }

        /** The server is there, but nobody who would answer for it about a run. */
        static UnreachableException withoutWorker(ExperimentId id, Exception cause) {
            return new UnreachableException(
                    "no worker answers about %s; `r3 watch %s` starts one (or see `r3 status`)".formatted(id, id),
                    cause);
        }

        /** A worker was asked, and could not answer. */
        static UnreachableException unanswered(ExperimentId id, WorkflowException cause) {
            Throwable why = cause.getCause() == null ? cause : cause.getCause();
            return new UnreachableException(
                    "the worker can't answer about %s, which another version of R3 may have begun: %s"
                            .formatted(id, why.getMessage()),
                    cause);
        }

        static UnreachableException withoutNamespace(TemporalSettings settings, Exception cause) {
            return new UnreachableException(
                    "Temporal at %s has no namespace '%s'; set R3_TEMPORAL_NAMESPACE to one that it has, or create it"
                            .formatted(settings.target(), settings.namespace()),
                    cause);
        }

        private static String explain(String target, Status status) {
            return switch (status.getCode()) {
                case PERMISSION_DENIED, UNAUTHENTICATED, INVALID_ARGUMENT, RESOURCE_EXHAUSTED ->
                    "Temporal at %s refuses: %s".formatted(target, status.getDescription());
                default ->
                    "Temporal does not answer at %s; check R3_TEMPORAL_ADDRESS (or see `r3 status`)".formatted(target);
            };
        }
    }
}
