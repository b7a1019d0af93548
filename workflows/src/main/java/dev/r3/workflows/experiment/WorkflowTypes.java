package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.contract.TrainingWorkflow;
import dev.r3.workflows.evaluation.EvaluationWorkflowImpl;
import dev.r3.workflows.evaluation.SampledWorkflowImpl;
import dev.r3.workflows.failures.FailureSetWorkflowImpl;
import dev.r3.workflows.training.TrainingWorkflowImpl;
import io.temporal.worker.NonDeterministicException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Functions.Func;
import java.time.Duration;

/** R3's workflows, as workers do them. */
public final class WorkflowTypes {
    /**
     * Workflow code that takes longer hangs. It takes milliseconds, but seconds where training has all cores: by default one
     * second of it would be taken for a deadlock.
     */
    private static final Duration HANGS = Duration.ofSeconds(10);

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

    static WorkerOptions patient() {
        return WorkerOptions.newBuilder()
                .setDefaultDeadlockDetectionTimeout(HANGS.toMillis())
                .build();
    }

    /** A worker that does them. */
    public static Worker worker(WorkerFactory factory) {
        return worker(factory, TrainingWorkflowImpl::new);
    }

    /** A worker that does them, trainings as it is told. */
    static Worker worker(WorkerFactory factory, Func<TrainingWorkflow> training) {
        Worker worker = factory.newWorker(TaskQueues.CONTROL, patient());
        worker.registerWorkflowImplementationFactory(TrainingWorkflow.class, training, options());
        worker.registerWorkflowImplementationTypes(
                options(),
                ExperimentWorkflowImpl.class,
                FailureSetWorkflowImpl.class,
                EvaluationWorkflowImpl.class,
                SampledWorkflowImpl.class);
        return worker;
    }
}
