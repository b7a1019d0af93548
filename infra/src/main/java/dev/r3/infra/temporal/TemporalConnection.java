package dev.r3.infra.temporal;

import dev.r3.infra.settings.TemporalSettings;
import dev.r3.workflows.contract.ExperimentId;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
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
     * @throws UnreachableException if no server answers
     */
    public static TemporalConnection open(TemporalSettings settings) throws UnreachableException {
        return open(settings, CONNECT_TIMEOUT);
    }

    /**
     * Connects.
     *
     * @param patience how long a server may take to answer
     * @throws UnreachableException if none does
     */
    public static TemporalConnection open(TemporalSettings settings, Duration patience) throws UnreachableException {
        try {
            WorkflowServiceStubs stubs = WorkflowServiceStubs.newConnectedServiceStubs(
                    WorkflowServiceStubsOptions.newBuilder()
                            .setTarget(settings.target())
                            .build(),
                    patience);
            WorkflowClientOptions options = WorkflowClientOptions.newBuilder()
                    .setNamespace(settings.namespace())
                    .build();
            return new TemporalConnection(stubs, WorkflowClient.newInstance(stubs, options));
        } catch (StatusRuntimeException | IllegalStateException e) {
            throw new UnreachableException(settings.target(), e);
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

        /** The server is there, but nobody who would answer for it about a run. */
        UnreachableException(ExperimentId id, Throwable cause) {
            super("no worker answers about %s; `r3 watch %s` starts one (or see `r3 status`)".formatted(id, id), cause);
        }

        UnreachableException(String target, Throwable cause) {
            super(
                    "Temporal does not answer at %s; check R3_TEMPORAL_ADDRESS (or see `r3 status`)".formatted(target),
                    cause);
        }
    }
}
