package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.training.TrainingWorkflowImpl;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.List;

/** A Temporal server in this process, and workers whose activities compute nothing. */
final class ExperimentServer implements AutoCloseable {
    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
    private final FakeActivities activities = new FakeActivities();

    TestWorkflowEnvironment environment() {
        return environment;
    }

    FakeActivities activities() {
        return activities;
    }

    /** Starts the workers; the experiment begins when its workflow is run. */
    ExperimentWorkflow start() {
        return start(WorkflowTypes.worker(environment.getWorkerFactory()));
    }

    /** The same with trainings whose histories are short. */
    ExperimentWorkflow start(int epochsPerHistory) {
        return start(
                WorkflowTypes.worker(environment.getWorkerFactory(), () -> new TrainingWorkflowImpl(epochsPerHistory)));
    }

    private ExperimentWorkflow start(Worker control) {
        for (String queue : List.of(TaskQueues.CPU, TaskQueues.GPU, TaskQueues.ENDPOINT)) {
            environment.newWorker(queue).registerActivitiesImplementations(activities);
        }
        control.registerActivitiesImplementations(activities);
        environment.start();
        return environment.getWorkflowClient().newWorkflowStub(ExperimentWorkflow.class, options());
    }

    static WorkflowOptions options() {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CONTROL)
                .setWorkflowId(SmallExperiment.ID.value())
                .build();
    }

    @Override
    public void close() {
        environment.close();
    }
}
