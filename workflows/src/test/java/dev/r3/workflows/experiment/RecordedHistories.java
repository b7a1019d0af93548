package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.evaluation.EvaluationWorkflowImpl;
import dev.r3.workflows.training.TrainingWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Histories of workflows as they ran, for {@link ReplayTest}. As a program it records them anew: {@code java ...
 * RecordedHistories src/test/resources}. That is right only while no experiment runs with the code from before;
 * otherwise the change needs a version in the workflow.
 */
final class RecordedHistories {
    /** Where each is, below the class path. */
    static final String FOLDER = "histories/";

    private RecordedHistories() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]).resolve(FOLDER));
        TestEnvironmentOptions options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setIdentity("recorder")
                        .build())
                .build();
        try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
            WorkflowClient client = run(environment);
            String experiment = SmallExperiment.ID.value();
            Map<String, String> workflows = Map.of(
                    "experiment", experiment,
                    "train", experiment + "/train",
                    "evaluation", experiment + "/evaluation/trained");
            for (Map.Entry<String, String> workflow : workflows.entrySet()) {
                Files.writeString(
                        folder.resolve(workflow.getKey() + ".json"),
                        client.fetchHistory(workflow.getValue()).toJson(false) + "\n");
            }
        }
    }

    private static WorkflowClient run(TestWorkflowEnvironment environment) {
        FakeActivities activities = new FakeActivities();
        var control = environment.newWorker(TaskQueues.CONTROL);
        control.registerWorkflowImplementationTypes(
                ExperimentWorkflowImpl.class, TrainingWorkflowImpl.class, EvaluationWorkflowImpl.class);
        control.registerActivitiesImplementations(activities);
        environment.newWorker(TaskQueues.CPU).registerActivitiesImplementations(activities);
        environment.newWorker(TaskQueues.GPU).registerActivitiesImplementations(activities);
        environment.start();
        WorkflowClient client = environment.getWorkflowClient();
        client.newWorkflowStub(
                        ExperimentWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId(SmallExperiment.ID.value())
                                .build())
                .run(SmallExperiment.until(StageKind.EVALUATION));
        return client;
    }
}
