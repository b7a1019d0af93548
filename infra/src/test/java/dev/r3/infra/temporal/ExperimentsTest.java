package dev.r3.infra.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.infra.temporal.Experiments.ExperimentFailedException;
import dev.r3.workflows.contract.FailureType;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.worker.NonDeterministicException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
    private static final WorkflowExecution RUN =
            WorkflowExecution.newBuilder().setWorkflowId("r3-tiny-abababababab").build();

    @Test
    void aRunThatAnotherVersionBeganSaysWhatToDo() {
        ApplicationFailure mismatch =
                ApplicationFailure.newNonRetryableFailure("[TMPRL1100] ...", NonDeterministicException.class.getName());
        String expected =
                "r3-tiny-abababababab was begun by another version of R3, and this one's workflow cannot go on with it; "
                        + "`r3 run FILE --fresh` starts it again, and the stages that it committed are used";
        assertThat(failure(mismatch)).hasMessage(expected);
        ChildWorkflowFailure inAChild = new ChildWorkflowFailure(
                1, 2, "EvaluationWorkflow", RUN, "default", RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE, mismatch);
        assertThat(failure(inAChild)).hasMessage(expected);
    }

    @Test
    void aStagesFailureIsToldInItsOwnWords() {
        ExperimentFailedException failed =
                failure(ApplicationFailure.newNonRetryableFailure("no such column", FailureType.DATA.typeName()));
        assertThat(failed).hasMessage("no such column");
        assertThat(failed.type()).isEqualTo(Optional.of(FailureType.DATA));
    }

    private static ExperimentFailedException failure(TemporalFailure cause) {
        return Experiments.failure(new WorkflowFailedException(
                RUN,
                "ExperimentWorkflow",
                EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
                1,
                RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE,
                cause));
    }
}
