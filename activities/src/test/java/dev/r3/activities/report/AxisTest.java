package dev.r3.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.0 0.5 1.0",
        "0, 200, 0 50 100 150 200",
        "0.17, 0.37, 0.15 0.20 0.25 0.30 0.35 0.40",
        "-3, 5, -4 -2 0 2 4 6",
        "7, 7, 6 8",
        "0, 0, 0.0 0.5"
    })
    void ticksAreRound(double least, double most, String ticks) {
        Axis axis = Axis.covering(least, most);
        assertThat(axis.low()).isLessThanOrEqualTo(least + 1e-9);
        assertThat(axis.high()).isGreaterThanOrEqualTo(most - 1e-9);
        assertThat(axis.ticks()).hasSizeBetween(2, 7);
        assertThat(axis.ticks().stream().map(axis::label).toList()).isEqualTo(List.of(ticks.split(" ")));
    }
}
