package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.infra.temporal.Experiments.RunningActivity;
import dev.r3.workflows.contract.Heartbeat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a log and {@code r3 explain} say of heartbeats. */
class ProgressLinesTest {
    private static final String CHECKPOINT = "s3://bucket/stages/train/ab/snapshots/step-00000050.json";

    private static final Heartbeat STEP = new Heartbeat(
            "train",
            "steps",
            62,
            1_400,
            Optional.empty(),
            100,
            Optional.of(3_661L),
            Optional.of(CHECKPOINT),
            Optional.empty());

    @RegisterExtension
    final StandardError error = new StandardError();

    @Test
    void stagesBesideEachOtherDoNotInterruptEachOther() {
        try (ProgressLines lines = ProgressLines.start()) {
            for (long done = 1; done <= 5; done++) {
                lines.show(List.of(at("train", done, 10), at("evaluation/baseline-served", 2 * done, 30)));
            }
            assertThat(lines())
                    .as("the next line is due in seconds")
                    .containsExactly("train: 1 of 10 steps", "evaluation/baseline-served: 2 of 30 steps");
            lines.show(List.of(at("evaluation/baseline-served", 12, 30)));
            assertThat(lines()).as("training has ended").hasSize(3).last().isEqualTo("train: 10 of 10 steps");
            lines.complete();
            assertThat(lines()).hasSize(4).last().isEqualTo("evaluation/baseline-served: 30 of 30 steps");
        }
    }

    @Test
    void whatWaitsForItsNextAttemptHasNotEnded() {
        try (ProgressLines lines = ProgressLines.start()) {
            lines.show(List.of(at("train", 3, 10)));
            lines.show(List.of());
            lines.show(List.of(failed("Train", 2)));
            lines.show(List.of(failed("Train", 2)));
            lines.show(List.of(failed("Train", 3)));
            assertThat(lines())
                    .containsExactly(
                            "train: 3 of 10 steps",
                            "Train: attempt 1 failed (out of luck); trying again",
                            "Train: attempt 2 failed (out of luck); trying again");
        }
    }

    /** Two shards of an arm are of one type. */
    @Test
    void eachFailureOfEachShardIsToldOnce() {
        try (ProgressLines progress = ProgressLines.start()) {
            for (int look = 0; look < 3; look++) {
                progress.show(List.of(failed("1", "EvaluateShard", 2), failed("2", "EvaluateShard", 3)));
            }
            assertThat(lines())
                    .containsExactly(
                            "EvaluateShard: attempt 1 failed (out of luck); trying again",
                            "EvaluateShard: attempt 2 failed (out of luck); trying again");
        }
    }

    @Test
    void theTimeLeftIsToldOnceThereIsARate() {
        assertThat(ProgressLines.line(Heartbeat.ofStage("dataset", "rows", 1_234, 0)))
                .isEqualTo("dataset: 1,234 rows");
        assertThat(ProgressLines.line(Heartbeat.ofStage("attempts", "tasks", 5, 2_000)))
                .isEqualTo("attempts: 5 of 2,000 tasks");
        assertThat(ProgressLines.line(
                        Heartbeat.ofStage("attempts", "tasks", 5, 2_000).withSecondsLeft(Optional.of(59L))))
                .isEqualTo("attempts: 5 of 2,000 tasks, 0:00:59 left");
        assertThat(ProgressLines.line(STEP))
                .as("of an epoch")
                .isEqualTo("train: 62 of 1,400 steps, 1:01:01 left to 100");
    }

    @Test
    void aRunningStageIsExplainedWithWhatIsKept() {
        List<Heartbeat> heartbeats = List.of(Heartbeat.ofStage("attempts", "tasks", 5, 2_000), STEP);
        assertThat(ExplainCommand.running("attempts", heartbeats)).isEqualTo("attempts: runs");
        assertThat(ExplainCommand.running("report", heartbeats)).isEqualTo("report: runs");
        assertThat(ExplainCommand.running("train", heartbeats))
                .isEqualTo("train: runs; a killed worker's work goes on from " + CHECKPOINT);
    }

    private List<String> lines() {
        return error.said().lines().toList();
    }

    private static RunningActivity at(String stage, long done, long total) {
        return new RunningActivity(
                stage, "1", stage, Optional.of(Heartbeat.ofStage(stage, "steps", done, total)), 1, "", "1@host");
    }

    private static RunningActivity failed(String name, int attempt) {
        return failed("1", name, attempt);
    }

    private static RunningActivity failed(String id, String name, int attempt) {
        return new RunningActivity("workflow", id, name, Optional.empty(), attempt, "out of luck\nat great length", "");
    }
}
