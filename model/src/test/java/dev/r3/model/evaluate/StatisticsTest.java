package dev.r3.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are the formulas' in exact fractions (binomial) and in double precision (Wilson), by Python. */
class StatisticsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # count | total | low                  | high
            42      | 100   | 0.3279838267435473   | 0.5179351329695703
            0       | 10    | 0                    | 0.2775327998628892
            10      | 10    | 0.7224672001371107   | 1
            1       | 3     | 0.06149194472039621  | 0.7923403991979522
            4500    | 10000 | 0.44027035560859995  | 0.4597680442284676
            """)
    void wilson(long count, long total, double low, double high) {
        Interval interval = new Proportion(count, total).wilson();
        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # only first | only second | p
            0            | 0           | 1
            1            | 0           | 1
            3            | 3           | 1
            2            | 9           | 0.0654296875
            10           | 30          | 0.0022214337732293643
            30           | 10          | 0.0022214337732293643
            5            | 15          | 0.04138946533203125
            121          | 59          | 4.434449263755176e-06
            1500         | 900         | 1.0057228756190962e-34
            """)
    void mcNemar(long onlyFirst, long onlySecond, double p) {
        assertThat(new McNemar(onlyFirst, onlySecond).exact()).isCloseTo(p, within(p * 1e-9));
    }

    @Test
    void extremesStayNumbers() {
        assertThat(new McNemar(0, 100_000).exact()).isZero();
        assertThat(new McNemar(50_000, 50_000).exact()).isEqualTo(1);
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> new Proportion(3, 2)).hasMessage("3 of 2");
        assertThatThrownBy(() -> new Proportion(0, 0)).hasMessage("0 of 0");
        assertThatThrownBy(() -> new McNemar(-1, 2)).hasMessage("-1 against 2");
    }
}
