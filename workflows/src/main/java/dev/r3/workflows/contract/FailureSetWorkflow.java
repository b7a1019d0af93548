package dev.r3.workflows.contract;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Has the policy answer the training tasks, and makes the failure set of its answers. */
@WorkflowInterface
public interface FailureSetWorkflow {

    /** The stages {@code attempts} and {@code failures}; the former alone if the experiment ends with it. */
    @WorkflowMethod
    List<NamedStage> build(AttemptsInput input);

    /** Waits before the next part, until {@link #resume}. */
    @SignalMethod
    void pause();

    @SignalMethod
    void resume();

    /** Ends as {@link FailureType#STOPPED} before the next part. */
    @SignalMethod
    void stop();
}
