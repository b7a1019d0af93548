package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Waits until a workflow has heard of something: an experiment passes on what it is told in its own time. */
final class HistoryWatch {
    private static final Duration LONG = Duration.ofSeconds(30);

    private HistoryWatch() {}

    static void await(WorkflowClient client, String workflow, EventType type) {
        await(client, workflow, type, 1);
    }

    /** Waits until it has heard of so many. */
    static void await(WorkflowClient client, String workflow, EventType type, int times) {
        Instant deadline = Instant.now().plus(LONG);
        while (count(client, workflow, type) < times) {
            assertThat(Instant.now()).as("%s of %s", type, workflow).isBefore(deadline);
            sleep();
        }
    }

    private static long count(WorkflowClient client, String workflow, EventType type) {
        return client.fetchHistory(workflow).getEvents().stream()
                .filter(event -> event.getEventType() == type)
                .count();
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
