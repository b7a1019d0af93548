package dev.r3.workflows.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Trains a model, epoch by epoch: an epoch ends where a snapshot is kept. */
@WorkflowInterface
public interface TrainingWorkflow {

    @WorkflowMethod
    StageResult train(TrainingInput input, RunStart run);

    /** How many steps are kept. */
    @QueryMethod
    long step();

    /** Waits before the next part, until {@link #resume}. */
    @SignalMethod
    void pause();

    @SignalMethod
    void resume();

    /** Ends as {@link FailureType#STOPPED} before the next part. */
    @SignalMethod
    void stop();
}
