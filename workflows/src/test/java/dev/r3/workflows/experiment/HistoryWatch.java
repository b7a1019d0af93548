package dev.r3.workflows.experiment;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits until a workflow has heard of something: an experiment passes on what it is told in its own time. */
final class HistoryWatch {
    private static final Duration LONG = Duration.ofSeconds(30);

    private HistoryWatch() {}

    static void await(WorkflowClient client, String workflow, EventType type) {
        await(client, workflow, type, 1);
    }

    /** Waits until it has heard of so many. */
    static void await(WorkflowClient client, String workflow, EventType type, int times) {
        await(client, workflow, "%d times %s".formatted(times, type), events -> count(events, type) >= times);
    }

    /** Waits until all its activities have ended, and all its children but so many, and it has nothing left to do. */
    static void awaitQuiet(WorkflowClient client, String workflow, int children) {
        await(
                client,
                workflow,
                "the end of all but %d children".formatted(children),
                events -> open(events, EVENT_TYPE_WORKFLOW_TASK_SCHEDULED, EVENT_TYPE_WORKFLOW_TASK_COMPLETED) == 0
                        && open(events, EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, EVENT_TYPE_ACTIVITY_TASK_COMPLETED) == 0
                        && open(
                                        events,
                                        EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED,
                                        EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED)
                                == children);
    }

    private static long open(List<HistoryEvent> events, EventType begin, EventType end) {
        return count(events, begin) - count(events, end);
    }

    private static void await(
            WorkflowClient client, String workflow, String what, Predicate<List<HistoryEvent>> heard) {
        Instant deadline = Instant.now().plus(LONG);
        while (!heard.test(client.fetchHistory(workflow).getEvents())) {
            assertThat(Instant.now()).as("%s of %s", what, workflow).isBefore(deadline);
            sleep();
        }
    }

    private static long count(List<HistoryEvent> events, EventType type) {
        return events.stream().filter(event -> event.getEventType() == type).count();
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it waited for an event", e);
        }
    }
}
