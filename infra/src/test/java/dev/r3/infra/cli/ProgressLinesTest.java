package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.workflows.contract.Heartbeat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a log and {@code r3 explain} say of heartbeats. */
class ProgressLinesTest {
    private static final String CHECKPOINT = "s3://bucket/stages/train/ab/snapshots/step-00000050.json";

    private static final Heartbeat STEP =
            new Heartbeat("train", "steps", 62, 1_400, 100, Optional.of(3_661L), Optional.of(CHECKPOINT));

    @Test
    void theTimeLeftIsToldOnceThereIsARate() {
        assertThat(ProgressLines.line(Heartbeat.ofStage("dataset", "rows", 1_234, 0)))
                .isEqualTo("dataset: 1,234 rows");
        assertThat(ProgressLines.line(Heartbeat.ofStage("attempts", "tasks", 5, 2_000)))
                .isEqualTo("attempts: 5 of 2,000 tasks");
        assertThat(ProgressLines.line(
                        new Heartbeat("attempts", "tasks", 5, 2_000, 2_000, Optional.of(59L), Optional.empty())))
                .isEqualTo("attempts: 5 of 2,000 tasks, 0:00:59 left");
        assertThat(ProgressLines.line(STEP)).as("of an epoch").isEqualTo("train: 62 of 1,400 steps, 1:01:01 to 100");
    }

    @Test
    void aRunningStageIsExplainedWithWhatIsKept() {
        List<Heartbeat> heartbeats = List.of(Heartbeat.ofStage("attempts", "tasks", 5, 2_000), STEP);
        assertThat(ExplainCommand.running("attempts", heartbeats)).isEqualTo("attempts: runs");
        assertThat(ExplainCommand.running("report", heartbeats)).isEqualTo("report: runs");
        assertThat(ExplainCommand.running("train", heartbeats))
                .isEqualTo("train: runs; a killed worker's work goes on from " + CHECKPOINT);
    }
}
