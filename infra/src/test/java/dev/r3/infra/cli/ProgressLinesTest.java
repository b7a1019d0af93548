package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.infra.temporal.Experiments.RunningActivity;
import dev.r3.workflows.contract.Heartbeat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As a log has them. */
class ProgressLinesTest {
    private final PrintStream real = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(real);
    }

    @Test
    void stagesBesideEachOtherDoNotInterruptEachOther() {
        try (ProgressLines lines = ProgressLines.start()) {
            for (int done = 1; done <= 5; done++) {
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

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static RunningActivity at(String stage, long done, long total) {
        return new RunningActivity(stage, Optional.of(Heartbeat.ofStage(stage, "steps", done, total)), 1, "");
    }

    private static RunningActivity failed(String name, int attempt) {
        return new RunningActivity(name, Optional.empty(), attempt, "out of luck\nat great length");
    }
}
