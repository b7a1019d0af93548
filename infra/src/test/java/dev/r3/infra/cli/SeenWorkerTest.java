package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.infra.temporal.Experiments.RunningActivity;
import dev.r3.infra.temporal.PollingWorker;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.Heartbeat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeenWorkerTest {
    private static final ExperimentId ID = new ExperimentId("r3-tiny-abababababab");
    private static final Instant POLLED = Instant.ofEpochSecond(1_000);

    @Test
    void whatAWorkerDoesStandsBesideWhatItPolls() {
        List<PollingWorker> polling = List.of(
                new PollingWorker("1@here", List.of("control", "cpu"), POLLED),
                new PollingWorker("2@there", List.of("gpu"), POLLED));
        List<RunningActivity> running = List.of(
                activity("Epoch", Optional.of(Heartbeat.of("train", "steps", 3, 100, 10)), "2@there"),
                activity("Shard", Optional.empty(), "2@there"),
                activity("Shard", Optional.empty(), ""));
        assertThat(SeenWorker.of(polling, Map.of(ID, running)))
                .containsExactly(
                        new SeenWorker("1@here", List.of("control", "cpu"), Optional.of(POLLED), List.of()),
                        new SeenWorker(
                                "2@there",
                                List.of("gpu"),
                                Optional.of(POLLED),
                                List.of("train of " + ID, "Shard of " + ID)));
    }

    /** A worker whose only slot has been taken for minutes has not polled for as long. */
    @Test
    void aBusyWorkerIsSeenByItsWork() {
        assertThat(SeenWorker.of(List.of(), Map.of(ID, List.of(activity("Epoch", Optional.empty(), "2@there")))))
                .containsExactly(new SeenWorker("2@there", List.of(), Optional.empty(), List.of("Epoch of " + ID)));
    }

    private static RunningActivity activity(String name, Optional<Heartbeat> heartbeat, String worker) {
        return new RunningActivity("workflow", name, name, heartbeat, 1, "", worker);
    }
}
