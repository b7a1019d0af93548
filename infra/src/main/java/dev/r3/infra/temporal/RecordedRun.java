package dev.r3.infra.temporal;

import com.google.protobuf.Timestamp;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.TrackingInput;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An experiment's latest run, by what the Temporal server recorded of it: its input, how it stands, what it came to. */
public final class RecordedRun {

    /** A worker that was just started takes some seconds until it answers; the client waits ten for each query. */
    private static final int MOST_QUERIES = 6;

    private final WorkflowClient client;
    private final WorkflowExecutionInfo info;
    private final RunKey key;
    private final TrackingInput.State state;

    private RecordedRun(WorkflowClient client, WorkflowExecutionInfo info, RunKey key, TrackingInput.State state) {
        this.client = client;
        this.info = info;
        this.key = key;
        this.state = state;
    }

    /**
     * The latest run of an experiment.
     *
     * @return empty if nobody started it, or the server has forgotten it
     * @throws UnreachableException if the server is gone
     */
    public static Optional<RecordedRun> latest(WorkflowClient client, ExperimentId id) throws UnreachableException {
        try {
            WorkflowExecutionInfo info = client.getWorkflowServiceStubs()
                    .blockingStub()
                    .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id.value()))
                            .build())
                    .getWorkflowExecutionInfo();
            return Optional.of(new RecordedRun(client, info, key(client, info.getExecution()), state(client, id)));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw unreachable(client, e);
        }
    }

    /** From the first event of its history. */
    private static RunKey key(WorkflowClient client, WorkflowExecution execution) {
        try (Stream<HistoryEvent> history = client.streamHistory(execution.getWorkflowId(), execution.getRunId())) {
            HistoryEvent first = history.findFirst().orElseThrow();
            WorkflowExecutionStartedEventAttributes started = first.getWorkflowExecutionStartedEventAttributes();
            ExperimentInput input = DefaultDataConverter.STANDARD_INSTANCE.fromPayloads(
                    0, Optional.of(started.getInput()), ExperimentInput.class, ExperimentInput.class);
            return new RunKey(input, started.getFirstExecutionRunId(), millis(first.getEventTime()));
        }
    }

    private static TrackingInput.State state(WorkflowClient client, ExperimentId id) throws UnreachableException {
        return switch (new Experiments(client).state(id)) {
            case FINISHED -> TrackingInput.State.FINISHED;
            case RUNNING -> TrackingInput.State.RUNNING;
            case STOPPED -> TrackingInput.State.STOPPED;
            case FAILED, FORGOTTEN -> TrackingInput.State.FAILED;
        };
    }

    /** How it stands. */
    public TrackingInput.State state() {
        return state;
    }

    /**
     * All that its tracking is told. What a run that did not finish has done is asked of a worker.
     *
     * @throws UnreachableException if the server is gone, or no worker answers
     */
    public TrackingInput tracking() throws UnreachableException {
        // One that ended after it was described ended just now.
        long at = info.hasCloseTime() ? millis(info.getCloseTime()) : System.currentTimeMillis();
        return new TrackingInput(key, at, stages(), state(), why());
    }

    /**
     * Why it ended without being finished, for people; empty if it is finished or goes on.
     *
     * @throws UnreachableException if the server is gone
     */
    public String why() throws UnreachableException {
        return state() == TrackingInput.State.STOPPED || state() == TrackingInput.State.FAILED
                ? new Experiments(client).failure(key.experiment().id()).orElse("")
                : "";
    }

    private List<NamedStage> stages() throws UnreachableException {
        for (int query = 1; ; query++) {
            try {
                return state() == TrackingInput.State.FINISHED
                        ? result().stages()
                        : workflow().stages();
            } catch (WorkflowException e) {
                if (query == MOST_QUERIES) {
                    throw unreachable(client, e);
                }
            }
        }
    }

    private ExperimentResult result() {
        return client.newUntypedWorkflowStub(target()).getResult(ExperimentResult.class);
    }

    private ExperimentWorkflow workflow() {
        return client.newWorkflowStub(ExperimentWorkflow.class, target());
    }

    private WorkflowTargetOptions target() {
        return WorkflowTargetOptions.newBuilder()
                .setWorkflowExecution(info.getExecution())
                .build();
    }

    private static UnreachableException unreachable(WorkflowClient client, Exception cause) {
        return UnreachableException.of(
                client.getWorkflowServiceStubs().getOptions().getTarget(), cause);
    }

    private static long millis(Timestamp time) {
        return time.getSeconds() * 1000 + time.getNanos() / 1_000_000;
    }
}
