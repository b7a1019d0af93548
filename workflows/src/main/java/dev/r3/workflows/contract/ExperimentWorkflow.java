package dev.r3.workflows.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** One experiment from data to report. Its id is the {@link ExperimentId}: the same spec is the same run. */
@WorkflowInterface
public interface ExperimentWorkflow {

    @WorkflowMethod
    ExperimentResult run(ExperimentInput input);

    /** The stages so far, in order; a running stage tells its own progress by heartbeat. */
    @QueryMethod
    List<StageProgress> progress();

    /** The stages that stand so far, in order. */
    @QueryMethod
    List<NamedStage> stages();

    /** What it runs on. */
    @QueryMethod
    ExperimentInput input();

    /** Waits before the next stage, arm or epoch, until {@link #resume}. */
    @UpdateMethod
    void pause();

    @UpdateMethod
    void resume();

    /** Ends as {@link FailureType#STOPPED} before the next stage, arm or epoch. */
    @UpdateMethod
    void stop();

    /** Why each stage was computed or reused, or what it failed with, a line each. */
    @QueryMethod
    List<String> explain();
}
