package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static final ProgressLine TRAINING = new ProgressLine(
            "training",
            1234,
            4000,
            "updates",
            Optional.of(Duration.ofSeconds(3 * 3600 + 62)),
            List.of("loss 1.234", "9,876 tokens/s"));

    private static final ProgressLine UNKNOWN =
            new ProgressLine("rows", 5, 0, "rows", Optional.empty(), List.of("reward 0.100"));

    @Test
    void aLogReadsAllOfIt() {
        assertThat(TRAINING.plain())
                .isEqualTo("training: 1,234 of 4,000 updates, loss 1.234, 9,876 tokens/s, 3:01:02 left");
        assertThat(UNKNOWN.plain()).isEqualTo("rows: 5 rows, reward 0.100");
    }

    /** What is left out: first the unit, then the last details, then the time left. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
                100; "training  30% |██████▊               | 1,234/4,000 updates, 3:01:02 left, loss 1.234, 9,876 tokens/s"
                79;  "training  30% |██▊      | 1,234/4,000, 3:01:02 left, loss 1.234, 9,876 tokens/s"
                70;  "training  30% |████▉           | 1,234/4,000, 3:01:02 left, loss 1.234"
                55;  "training  30% |████         | 1,234/4,000, 3:01:02 left"
                40;  "training  30% |███▋        | 1,234/4,000"
                20;  "training  30%  1,234"
                0;   ""
                """)
    void aBarFitsTheTerminal(int columns, String expected) {
        assertThat(TRAINING.fitting(columns)).isEqualTo(expected);
    }

    @Test
    void withoutATotalTheBarIsEmpty() {
        assertThat(UNKNOWN.fitting(50)).isEqualTo("rows |" + " ".repeat(22) + "| 5 rows, reward 0.100");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3999, 4000})
    void noWidthIsExceeded(long done) {
        ProgressLine line =
                new ProgressLine("a/stage", done, 4000, "tasks", TRAINING.left(), List.of("reward 0.125", "x"));
        for (int columns = 0; columns < 250; columns++) {
            assertThat(line.fitting(columns)).hasSizeLessThanOrEqualTo(columns);
            if (columns > 40) {
                assertThat(line.fitting(columns)).hasSize(columns).contains(done == 4000 ? "100% |█" : "% |");
            }
        }
    }
}
