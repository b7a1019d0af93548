package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.workflows.contract.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownStageTest {
    private final AtomicLong seconds = new AtomicLong(1_000);

    @Test
    void aBarHasTheRateAndTheTimeLeftOfWhatWasSeen() {
        ShownStage stage = stage(tasks(5_000));
        assertThat(stage.bar())
                .as("what was done before it was watched says nothing of the rate")
                .isEqualTo(bar(5_000, Optional.empty(), List.of()));
        stage.tells(tasks(5_000));
        seconds.set(1_010);
        stage.tells(tasks(6_000));
        assertThat(stage.bar()).isEqualTo(bar(6_000, Optional.of(60L), List.of("100.0 tasks/s")));
        seconds.set(1_012);
        assertThat(stage.bar()).isEqualTo(bar(6_000, Optional.of(58L), List.of("100.0 tasks/s")));
        stage.tells(tasks(12_000));
        assertThat(stage.bar().left()).as("at the end").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1500, '1,500.0 tasks/s'", "1, 1.0 tasks/s", "0.5, 30.0 tasks/min", "0.01, 36.0 tasks/h"})
    void slowWorkIsCountedByTheMinuteOrTheHour(double perSecond, String rate) {
        ShownStage stage = stage(tasks(0));
        seconds.addAndGet(1_000);
        stage.tells(tasks((long) (1_000 * perSecond)));
        assertThat(stage.bar().details()).containsExactly(rate);
    }

    /** An activity trains an epoch; its bar is that of the whole training. */
    @Test
    void theTimeLeftIsThatOfTheWholeStage() {
        ShownStage stage = stage(epoch(0));
        seconds.addAndGet(10);
        stage.tells(epoch(5));
        assertThat(stage.bar().left()).isEqualTo(Optional.of(Duration.ofSeconds(190)));
        assertThat(ProgressLines.line(stage.toPrint()))
                .as("a log hears what the activity says")
                .isEqualTo("train: 5 of 100 steps, 0:00:07 left to 10");
    }

    @Test
    void aLogHearsTheTimeLeftOfWhatDoesNotTellIt() {
        ShownStage stage = stage(tasks(0));
        assertThat(ProgressLines.line(stage.toPrint())).isEqualTo("evaluation/vanilla: 0 of 12,000 tasks");
        seconds.addAndGet(10);
        stage.tells(tasks(2_000));
        assertThat(stage.isDue()).isTrue();
        assertThat(ProgressLines.line(stage.toPrint()))
                .isEqualTo("evaluation/vanilla: 2,000 of 12,000 tasks, 0:00:50 left");
        assertThat(stage.isDue()).isFalse();
        stage.tells(tasks(12_000));
        assertThat(ProgressLines.line(stage.toPrint())).isEqualTo("evaluation/vanilla: 12,000 of 12,000 tasks");
    }

    private ShownStage stage(Heartbeat first) {
        return new ShownStage(first, () -> seconds.get() * 1_000_000_000);
    }

    private static Heartbeat tasks(long done) {
        return Heartbeat.ofStage("evaluation/vanilla", "tasks", done, 12_000);
    }

    private static Heartbeat epoch(long done) {
        return Heartbeat.of("train", "steps", done, 100, 10).withSecondsLeft(Optional.of(7L));
    }

    private static ProgressLine bar(long done, Optional<Long> left, List<String> details) {
        return new ProgressLine("evaluation/vanilla", done, 12_000, "tasks", left.map(Duration::ofSeconds), details);
    }
}
