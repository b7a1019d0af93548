package dev.r3.infra.temporal;

import static java.util.Objects.requireNonNull;

import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.Difference;
import dev.r3.workflows.contract.ExperimentAttributes;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.FailureType;
import dev.r3.workflows.contract.Heartbeat;
import dev.r3.workflows.contract.TaskQueues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.NonDeterministicException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Experiments as their users see them: start or attach, watch, take the result. */
public final class Experiments {

    private final WorkflowClient client;

    public Experiments(WorkflowClient client) {
        this.client = requireNonNull(client, "client is null");
    }

    /** How {@link #start} came by the run. */
    public enum Start {
        STARTED,
        ATTACHED
    }

    /** Where an experiment stands. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED,
        /** Its user stopped or cancelled it. */
        STOPPED,
        /** The server has it no more. */
        FORGOTTEN
    }

    /**
     * Starts the experiment, or attaches to the run of this id that goes on or has finished. A run that failed or was
     * stopped is started again.
     */
    public Start start(ExperimentInput input) throws UnreachableException {
        return start(input, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY);
    }

    /** Starts the experiment again even if it has finished; attaches to a run that goes on. */
    public Start startAfresh(ExperimentInput input) throws UnreachableException {
        return start(input, WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
    }

    private Start start(ExperimentInput input, WorkflowIdReusePolicy reuse) throws UnreachableException {
        try {
            return startHere(input, reuse);
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            throw unreachable(e);
        }
    }

    private Start startHere(ExperimentInput input, WorkflowIdReusePolicy reuse) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(input.id().value())
                .setTaskQueue(TaskQueues.CONTROL)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .setWorkflowIdReusePolicy(reuse)
                .setMemo(memo(input))
                .build();
        if (!AttributeRegistration.ensure(client)) {
            return start(input, options);
        }
        try {
            return start(
                    input,
                    options.toBuilder()
                            .setTypedSearchAttributes(ExperimentAttributes.of(input))
                            .build());
        } catch (WorkflowServiceException e) {
            if (Status.fromThrowable(e).getCode() != Status.Code.INVALID_ARGUMENT) {
                throw e;
            }
            // A server that has just learnt them may refuse them for a minute.
            return start(input, options);
        }
    }

    private Start start(ExperimentInput input, WorkflowOptions options) {
        try {
            client.newUntypedWorkflowStub(ExperimentWorkflow.class.getSimpleName(), options)
                    .start(input);
            return Start.STARTED;
        } catch (WorkflowExecutionAlreadyStarted e) {
            return Start.ATTACHED;
        }
    }

    /** What Temporal's UI shows of a run, by the same names on every server. */
    private static Map<String, Object> memo(ExperimentInput input) {
        return Map.of(
                "r3.name", input.spec().name(),
                "r3.family", input.spec().task().family(),
                "r3.spec", input.specDigest().hex());
    }

    /** The result of an experiment, to wait for. */
    public ResultWait result(ExperimentId id) {
        return new ResultWait(id, client.newUntypedWorkflowStub(id.value()), server());
    }

    /**
     * An activity that has not ended, or waits to begin.
     *
     * @param workflow whose it is
     * @param id tells it from that workflow's others
     * @param attempt 1 for the first
     * @param lastFailure of the attempt before, or empty
     * @param worker the identity of the one that does it; empty while it waits
     */
    public record RunningActivity(
            String workflow,
            String id,
            String name,
            Optional<Heartbeat> heartbeat,
            int attempt,
            String lastFailure,
            String worker) {

        /** Whether both are the same kind of work for one workflow, as the shards of a stage are. */
        public boolean isBeside(RunningActivity other) {
            return workflow.equals(other.workflow) && name.equals(other.name);
        }
    }

    /**
     * What running activities last told of themselves; a hint. An experiment that nobody started has none.
     *
     * @throws UnreachableException if the server is gone
     */
    public List<RunningActivity> running(ExperimentId id) throws UnreachableException {
        try {
            List<RunningActivity> running = new ArrayList<>();
            addRunning(id.value(), running);
            return running;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return List.of();
            }
            throw unreachable(e);
        }
    }

    /** A workflow's own activities, and its children's. */
    private void addRunning(String workflow, List<RunningActivity> running) {
        DescribeWorkflowExecutionResponse described = describe(workflow);
        described.getPendingActivitiesList().forEach(activity -> running.add(running(workflow, activity)));
        described.getPendingChildrenList().forEach(child -> addRunning(child.getWorkflowId(), running));
    }

    private DescribeWorkflowExecutionResponse describe(String workflow) {
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(client.newUntypedWorkflowStub(workflow).getExecution())
                        .build());
    }

    private UnreachableException unreachable(Exception e) {
        return UnreachableException.of(server(), e);
    }

    private String server() {
        return String.valueOf(client.getWorkflowServiceStubs().getOptions().getTarget());
    }

    /**
     * Tells a run something.
     *
     * @throws UnknownExperimentException if there is no such run, or it has ended
     * @throws UnreachableException if the server is gone, or no worker answers
     */
    public void tell(ExperimentId id, Consumer<ExperimentWorkflow> message)
            throws UnknownExperimentException, UnreachableException {
        ask(id, workflow -> {
            message.accept(workflow);
            return id;
        });
    }

    /**
     * Asks a run, which may have ended.
     *
     * @throws UnknownExperimentException if there is no such run
     * @throws UnreachableException if the server is gone, or no worker answers, or one of another version that can't
     */
    public <R> R ask(ExperimentId id, Function<ExperimentWorkflow, R> question)
            throws UnknownExperimentException, UnreachableException {
        try {
            return question.apply(client.newWorkflowStub(ExperimentWorkflow.class, id.value()));
        } catch (WorkflowNotFoundException e) {
            throw new UnknownExperimentException(id, e);
        } catch (WorkflowUpdateException e) {
            if (state(id) == State.RUNNING) {
                throw e;
            }
            // It ended while it was told.
            throw new UnknownExperimentException(id, e);
        } catch (WorkflowServiceException e) {
            // It says which of both does not answer.
            state(id);
            throw UnreachableException.withoutWorker(id, e);
        } catch (WorkflowException e) {
            throw UnreachableException.unanswered(id, e);
        }
    }

    /**
     * Ends a run at once; what it has committed stays.
     *
     * @throws UnknownExperimentException if there is no such run, or it has ended
     */
    public void cancel(ExperimentId id) throws UnknownExperimentException, UnreachableException {
        try {
            client.newUntypedWorkflowStub(id.value()).cancel();
        } catch (WorkflowNotFoundException e) {
            throw new UnknownExperimentException(id, e);
        } catch (WorkflowServiceException e) {
            throw unreachable(e);
        }
    }

    /** Where the newest run of an experiment stands. */
    public State state(ExperimentId id) throws UnreachableException {
        try {
            return switch (describe(id.value()).getWorkflowExecutionInfo().getStatus()) {
                case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW -> State.RUNNING;
                case WORKFLOW_EXECUTION_STATUS_COMPLETED -> State.FINISHED;
                case WORKFLOW_EXECUTION_STATUS_CANCELED, WORKFLOW_EXECUTION_STATUS_TERMINATED -> State.STOPPED;
                default -> isStopped(id) ? State.STOPPED : State.FAILED;
            };
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return State.FORGOTTEN;
            }
            throw unreachable(e);
        }
    }

    /** Whether its newest run goes on. */
    public boolean isRunning(ExperimentId id) throws UnreachableException {
        try {
            return describe(id.value()).getWorkflowExecutionInfo().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return false;
            }
            throw unreachable(e);
        }
    }

    private static RunningActivity running(String workflow, PendingActivityInfo activity) {
        return new RunningActivity(
                workflow,
                activity.getActivityId(),
                activity.getActivityType().getName(),
                activity.hasHeartbeatDetails()
                        ? Optional.of(heartbeat(activity.getHeartbeatDetails()))
                        : Optional.empty(),
                activity.getAttempt(),
                activity.getLastFailure().getMessage(),
                activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED
                        ? activity.getLastWorkerIdentity()
                        : "");
    }

    private static Heartbeat heartbeat(Payloads details) {
        return DefaultDataConverter.STANDARD_INSTANCE.fromPayloads(
                0, Optional.of(details), Heartbeat.class, Heartbeat.class);
    }

    /** The innermost failure that one of R3's boundaries named, or else the whole chain's first words. */
    static ExperimentFailedException failure(WorkflowException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApplicationFailure failure && isOfAnotherCode(failure)) {
                return new ExperimentFailedException(
                        "%s was begun by another version of R3, and this one's workflow cannot go on with it; `r3 run FILE --fresh` starts it again, and the stages that it committed are used"
                                .formatted(e.getExecution().getWorkflowId()),
                        Optional.empty(),
                        Optional.empty());
            }
            if (cause instanceof ApplicationFailure failure) {
                return new ExperimentFailedException(
                        failure.getOriginalMessage(), FailureType.ofTypeName(failure.getType()), difference(failure));
            }
            if (cause instanceof CanceledFailure) {
                return new ExperimentFailedException("cancelled", Optional.of(FailureType.STOPPED), Optional.empty());
            }
        }
        return new ExperimentFailedException(String.valueOf(e.getMessage()), Optional.empty(), Optional.empty());
    }

    private static boolean isOfAnotherCode(ApplicationFailure failure) {
        return failure.getType().equals(NonDeterministicException.class.getName());
    }

    private static Optional<Difference> difference(ApplicationFailure failure) {
        return failure.getType().equals(FailureType.DIFFERENCE.typeName())
                ? Optional.ofNullable(failure.getDetails().get(Difference.class))
                : Optional.empty();
    }

    /** The experiment ended without a result. */
    public static final class ExperimentFailedException extends Exception {
        private static final long serialVersionUID = 1;

        private final Optional<FailureType> type;
        private final transient Optional<Difference> difference;

        ExperimentFailedException(String message, Optional<FailureType> type, Optional<Difference> difference) {
            super(message);
            this.type = type;
            this.difference = difference;
        }

        /** What a stage that was computed again differs in, if the experiment ended for that. */
        public Optional<Difference> difference() {
            return difference;
        }

        public Optional<FailureType> type() {
            return type;
        }
    }

    /** Whether a run that failed did so because its user stopped it. */
    private boolean isStopped(ExperimentId id) throws UnreachableException {
        return ending(id)
                .filter(e -> e.type().equals(Optional.of(FailureType.STOPPED)))
                .isPresent();
    }

    /**
     * What the latest run ended with that is not finished, for people; empty if it goes on or is finished.
     *
     * @throws UnreachableException if the server is gone
     */
    Optional<String> failure(ExperimentId id) throws UnreachableException {
        return ending(id).map(e -> String.valueOf(e.getMessage()));
    }

    private Optional<ExperimentFailedException> ending(ExperimentId id) throws UnreachableException {
        try {
            result(id).await(10_000);
            return Optional.empty();
        } catch (ExperimentFailedException e) {
            return Optional.of(e);
        }
    }

    /** There is no such run, or it has ended. */
    public static final class UnknownExperimentException extends Exception {
        private static final long serialVersionUID = 1;

        UnknownExperimentException(ExperimentId id, Throwable cause) {
            super("%s does not run: it has ended, or there is no such experiment (see `r3 list`)".formatted(id), cause);
        }
    }
}
