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
        Instant deadline = Instant.now().plus(LONG);
        while (client.fetchHistory(workflow).getEvents().stream().noneMatch(event -> event.getEventType() == type)) {
            assertThat(Instant.now()).as("%s of %s", type, workflow).isBefore(deadline);
            sleep();
        }
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
