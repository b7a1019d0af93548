package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.training.TrainingWorkflowImpl;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Histories of workflows as they ran, for {@link ReplayTest}. As a program it records them anew: {@code java ...
 * RecordedHistories src/test/resources [COURSE...]}, all or the named courses. That is right only while no experiment
 * runs with the code from before; otherwise the change needs a version in the workflow.
 */
final class RecordedHistories {
    /** Where each is, below the class path. */
    static final String FOLDER = "histories/";

    /** In which a course does what its name says; three epochs are left then. */
    private static final String EPOCH = "epoch to 900";

    /** Of the course in which training continues as another run, which is paused after its first epoch. */
    static final int EPOCHS_PER_HISTORY = 2;

    private static final String CONTINUED_EPOCH = "epoch to 950";

    private static final String ID = SmallExperiment.ID.value();

    private final TestWorkflowEnvironment environment;
    private final FakeActivities activities = new FakeActivities();

    private RecordedHistories(TestWorkflowEnvironment environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]).resolve(FOLDER));
        List<String> courses = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length)
                : List.of("whole", "sampled", "sampled-controls", "paused", "stopped", "cancelled", "continued");
        TestEnvironmentOptions options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setIdentity("recorder")
                        .build())
                .build();
        for (String course : courses) {
            try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
                new RecordedHistories(environment).record(course, folder);
            }
        }
    }

    private void record(String course, Path folder) throws IOException {
        start(course.equals("continued") ? EPOCHS_PER_HISTORY : Integer.MAX_VALUE);
        if (course.equals("continued")) {
            activities.keptStep = 800;
            // In real time: the test server skips none once a workflow has continued as another run.
            Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
            activities.at(CONTINUED_EPOCH, () -> pause(later::execute));
            workflow().run(SmallExperiment.until(StageKind.TRAIN));
            write(folder, Map.of("experiment-continued", ID, "train-continued", ID + "/train"));
            writeFirstTraining(folder, "train-begun");
            return;
        }
        if (course.equals("whole")) {
            workflow().run(SmallExperiment.until(StageKind.REPORT));
            write(
                    folder,
                    Map.of(
                            "experiment",
                            ID,
                            "failures",
                            ID + "/failures",
                            "train",
                            ID + "/train",
                            "evaluation",
                            ID + "/evaluation/trained"));
            return;
        }
        if (course.equals("sampled")) {
            workflow().run(SmallExperiment.sampled(StageKind.REPORT));
            write(folder, Map.of("experiment-sampled", ID, "sampled", ID + "/sampled/trained"));
            return;
        }
        if (course.equals("sampled-controls")) {
            workflow().run(SmallExperiment.sampledControls(StageKind.REPORT));
            write(
                    folder,
                    Map.of(
                            "experiment-sampled-controls",
                            ID,
                            "sampled-control",
                            ID + "/sampled/trained/no-reflection"));
            return;
        }
        activities.keptStep = 850;
        activities.at(EPOCH, () -> steer(course));
        try {
            workflow().run(SmallExperiment.until(StageKind.TRAIN));
        } catch (WorkflowFailedException ended) {
            if (course.equals("paused")) {
                throw ended;
            }
        }
        write(folder, Map.of("experiment-" + course, ID, "train-" + course, ID + "/train"));
    }

    private void steer(String course) {
        WorkflowClient client = environment.getWorkflowClient();
        ExperimentWorkflow running = client.newWorkflowStub(ExperimentWorkflow.class, ID);
        switch (course) {
            case "paused" -> pause(resume -> environment.registerDelayedCallback(Duration.ofHours(1), resume));
            case "stopped" -> {
                running.stop();
                awaitTraining(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
            }
            case "cancelled" -> {
                client.newUntypedWorkflowStub(ID).cancel();
                awaitTraining(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
                throw new ActivityCanceledException();
            }
            default -> throw new IllegalArgumentException("no such course: " + course);
        }
    }

    private void pause(Consumer<Runnable> later) {
        ExperimentWorkflow running = environment.getWorkflowClient().newWorkflowStub(ExperimentWorkflow.class, ID);
        running.pause();
        awaitTraining(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
        later.accept(running::resume);
    }

    private void awaitTraining(EventType told) {
        HistoryWatch.await(environment.getWorkflowClient(), ID + "/train", told);
    }

    private void start(int epochsPerHistory) {
        activities.shards = 2;
        var control =
                WorkflowTypes.worker(environment.getWorkerFactory(), () -> new TrainingWorkflowImpl(epochsPerHistory));
        control.registerActivitiesImplementations(activities);
        environment.newWorker(TaskQueues.CPU).registerActivitiesImplementations(activities);
        environment.newWorker(TaskQueues.GPU).registerActivitiesImplementations(activities);
        environment.start();
    }

    private ExperimentWorkflow workflow() {
        return environment
                .getWorkflowClient()
                .newWorkflowStub(
                        ExperimentWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId(ID)
                                .build());
    }

    private void write(Path folder, Map<String, String> workflows) throws IOException {
        for (Map.Entry<String, String> workflow : workflows.entrySet()) {
            write(folder, workflow.getKey(), environment.getWorkflowClient().fetchHistory(workflow.getValue()));
        }
    }

    /** The run of a training that another one continues. */
    private void writeFirstTraining(Path folder, String name) throws IOException {
        WorkflowClient client = environment.getWorkflowClient();
        String first = client.fetchHistory(ID + "/train")
                .getEvents()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getContinuedExecutionRunId();
        write(folder, name, client.fetchHistory(ID + "/train", first));
    }

    private static void write(Path folder, String name, WorkflowExecutionHistory history) throws IOException {
        Files.writeString(folder.resolve(name + ".json"), history.toJson(false) + "\n");
    }
}
