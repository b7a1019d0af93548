package dev.r3.infra.temporal;

import dev.r3.activities.failure.FileFailures;
import dev.r3.infra.settings.TemporalSettings;
import dev.r3.infra.settings.TemporalTls;
import dev.r3.workflows.contract.ExperimentId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

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
     * @throws UnreachableException if no server answers, or it has no such namespace, or a file of TLS is none
     */
    public static TemporalConnection open(TemporalSettings settings) throws UnreachableException {
        return open(settings, CONNECT_TIMEOUT);
    }

    /**
     * Connects.
     *
     * @param patience how long a server may take to answer
     * @throws UnreachableException if none does, or it has no such namespace, or a file of TLS is none
     */
    public static TemporalConnection open(TemporalSettings settings, Duration patience) throws UnreachableException {
        try {
            WorkflowServiceStubs stubs = WorkflowServiceStubs.newConnectedServiceStubs(options(settings), patience);
            requireNamespace(stubs, settings);
            WorkflowClientOptions options = WorkflowClientOptions.newBuilder()
                    .setNamespace(settings.namespace())
                    .build();
            return new TemporalConnection(stubs, WorkflowClient.newInstance(stubs, options));
        } catch (StatusRuntimeException | IllegalStateException e) {
            throw UnreachableException.of(settings.target(), e);
        } catch (IOException e) {
            throw UnreachableException.withoutTls(settings.target(), e);
        }
    }

    private static WorkflowServiceStubsOptions options(TemporalSettings settings) throws IOException {
        WorkflowServiceStubsOptions.Builder options =
                WorkflowServiceStubsOptions.newBuilder().setTarget(settings.target());
        if (settings.tls().isPresent()) {
            TemporalTls tls = settings.tls().get();
            options.setSslContext(TlsContext.of(tls));
            tls.serverName()
                    .ifPresent(name -> options.setChannelInitializer(channel -> channel.overrideAuthority(name)));
        }
        settings.apiKey().ifPresent(key -> options.addApiKey(() -> key));
        return options.build();
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

        static UnreachableException withoutTls(String target, IOException cause) {
            return new UnreachableException(
                    "no TLS for Temporal at %s: %s; check the files that TEMPORAL_TLS_* name"
                            .formatted(target, FileFailures.explain(cause)),
                    cause);
        }

        private static String explain(String target, Status status) {
            Optional<String> tls = tlsFailure(status);
            if (tls.isPresent()) {
                return "Temporal at %s: TLS fails: %s; check TEMPORAL_TLS and the files that TEMPORAL_TLS_* name"
                        .formatted(target, tls.get());
            }
            return switch (status.getCode()) {
                case PERMISSION_DENIED, UNAUTHENTICATED ->
                    "Temporal at %s refuses: %s; check TEMPORAL_API_KEY and TEMPORAL_TLS_CLIENT_CERT_PATH"
                            .formatted(target, status.getDescription());
                case INVALID_ARGUMENT, RESOURCE_EXHAUSTED ->
                    "Temporal at %s refuses: %s".formatted(target, status.getDescription());
                default ->
                    "Temporal does not answer at %s; check R3_TEMPORAL_ADDRESS (or see `r3 status`)".formatted(target);
            };
        }

        private static Optional<String> tlsFailure(Status status) {
            Throwable cause = status.getCause();
            while (cause != null && !(cause instanceof SSLException)) {
                cause = cause.getCause();
            }
            return Optional.ofNullable(cause).map(Throwable::getMessage);
        }
    }
}
