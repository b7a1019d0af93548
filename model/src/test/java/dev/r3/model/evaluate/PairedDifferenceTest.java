package dev.r3.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedDifferenceTest {
    /** The first: airway hyper-responsiveness before and after transplantation, in Fagerland, Lydersen and Laake 2013. */
    @ParameterizedTest
    @CsvSource({"1, 1, 7, 12, -0.507, -0.026"})
    void newcombeAsPublished(long both, long onlyFirst, long onlySecond, long neither, double low, double high) {
        Interval interval = new PairedDifference(both, onlyFirst, onlySecond, neither).newcombe();
        assertThat(interval.low()).isCloseTo(low, within(5e-4));
        assertThat(interval.high()).isCloseTo(high, within(5e-4));
    }

    @Test
    void turnsRoundWithTheModels() {
        PairedDifference one = new PairedDifference(30, 12, 5, 53);
        PairedDifference other = new PairedDifference(30, 5, 12, 53);
        assertThat(one.difference()).isEqualTo(-other.difference());
        assertThat(one.newcombe().low()).isCloseTo(-other.newcombe().high(), within(1e-12));
        assertThat(one.test().exact()).isEqualTo(other.test().exact());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 7, 0", "7, 0, 0, 0, 0", "0, 7, 0, 0, 1", "0, 0, 7, 0, -1"})
    void holdsAtTheEdges(long both, long onlyFirst, long onlySecond, long neither, double difference) {
        PairedDifference pairs = new PairedDifference(both, onlyFirst, onlySecond, neither);
        assertThat(pairs.difference()).isEqualTo(difference);
        Interval interval = pairs.newcombe();
        assertThat(interval.low()).isBetween(-1.0, difference);
        assertThat(interval.high()).isBetween(difference, 1.0);
    }

    @Test
    void needsATask() {
        assertThatThrownBy(() -> new PairedDifference(0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
