package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvergenceTest {

    /** The upper end of 0.30's interval is 0.329 of 1,000 tasks, and 0.394 of 100. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # validations | tasks | shares                     | reached
            2             | 1000  | 0.30 0.31                  | false
            2             | 1000  | 0.30 0.31 0.32             | true
            2             | 1000  | 0.30 0.31 0.34             | false
            2             | 1000  | 0.30 0.34 0.31             | false
            2             | 1000  | 0.30 0.34 0.31 0.35        | true
            2             | 1000  | 0.30 0.20 0.10             | true
            2             | 100   | 0.30 0.31 0.38             | true
            1             | 1000  | 0.30 0.30                  | true
            1             | 1000  | 0.30                       | false
            0             | 1000  | 0.30 0.30 0.30 0.30 0.30   | false
            """)
    void isReachedWithoutAGainBeyondChance(int validations, long tasks, String shares, boolean reached) {
        List<Double> values = Stream.of(shares.split(" ")).map(Double::valueOf).toList();
        assertThat(new Convergence(validations, tasks).isReached(values)).isEqualTo(reached);
    }
}
