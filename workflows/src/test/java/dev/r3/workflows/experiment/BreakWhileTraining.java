package dev.r3.workflows.experiment;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED;

import io.temporal.client.ActivityCanceledException;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.CountDownLatch;

/**
 * Has an activity break while a model is trained, and nothing else is under way. Temporal's test server loses a workflow
 * that cancels an activity as that ends ("ACTIVITY_UNKNOWN"), which then hangs; a real one takes both.
 */
final class BreakWhileTraining {
    private static final int TRAINING_AND_BROKEN = 2;

    private BreakWhileTraining() {}

    /**
     * The epoch that it happens in ends when it hears that it is cancelled.
     *
     * @param broken the activity's call
     */
    static void at(ExperimentServer server, String broken) {
        CountDownLatch training = new CountDownLatch(1);
        FakeActivities activities = server.activities();
        WorkflowClient client = server.environment().getWorkflowClient();
        String experiment = SmallExperiment.ID.value();
        activities.at("epoch to 50", () -> {
            training.countDown();
            HistoryWatch.await(client, experiment + "/train", EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
            throw new ActivityCanceledException();
        });
        activities.broken = broken;
        activities.at(broken, () -> {
            Latches.await(training);
            HistoryWatch.awaitQuiet(client, experiment, TRAINING_AND_BROKEN);
        });
    }
}
