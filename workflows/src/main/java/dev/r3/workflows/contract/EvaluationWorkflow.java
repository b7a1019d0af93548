package dev.r3.workflows.contract;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Evaluates one model's weights: the arm that reflects, then its controls. */
@WorkflowInterface
public interface EvaluationWorkflow {

    /** The arms' stages, the one that reflects first. */
    @WorkflowMethod
    List<NamedStage> evaluate(WeightsInput input);

    /** Waits before the next part, until {@link #resume}. */
    @SignalMethod
    void pause();

    @SignalMethod
    void resume();

    /** Ends as {@link FailureType#STOPPED} before the next part. */
    @SignalMethod
    void stop();
}
