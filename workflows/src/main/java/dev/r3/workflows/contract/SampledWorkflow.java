package dev.r3.workflows.contract;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Samples courses of test tasks by one model's weights. */
@WorkflowInterface
public interface SampledWorkflow {

    @WorkflowMethod
    StageResult sample(SampledInput input);

    /** Waits before it begins, until {@link #resume}. */
    @SignalMethod
    void pause();

    @SignalMethod
    void resume();

    /** Ends as {@link FailureType#STOPPED} if it has not begun. */
    @SignalMethod
    void stop();
}
