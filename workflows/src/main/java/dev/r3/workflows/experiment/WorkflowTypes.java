package dev.r3.workflows.experiment;

import dev.r3.workflows.evaluation.EvaluationWorkflowImpl;
import dev.r3.workflows.training.TrainingWorkflowImpl;
import io.temporal.worker.NonDeterministicException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;

/** R3's workflows, as workers do them. */
public final class WorkflowTypes {
    private WorkflowTypes() {}

    /**
     * How they are done. A workflow that was begun by another R3, whose workflows do other things in its place, fails: by
     * default it would be tried again until that R3 is back, and whoever waits for it would never hear of it.
     */
    static WorkflowImplementationOptions options() {
        return WorkflowImplementationOptions.newBuilder()
                .setFailWorkflowExceptionTypes(NonDeterministicException.class)
                .build();
    }

    /** Lets a worker do them. */
    public static void register(Worker worker) {
        worker.registerWorkflowImplementationTypes(
                options(), ExperimentWorkflowImpl.class, TrainingWorkflowImpl.class, EvaluationWorkflowImpl.class);
    }
}
