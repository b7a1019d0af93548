package dev.r3.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedDifferenceTest {
    /**
     * Airway hyper-responsiveness before and after transplantation (Bentur et al. 2009), in Fagerland, Lydersen and Laake
     * 2013; complete response before and after consolidation (Cavo et al. 2012), by contingencytables 3, the R package of
     * these authors' book.
     */
    @ParameterizedTest
    @CsvSource({"1, 1, 7, 12, -0.507, -0.026, 5e-4", "59, 6, 16, 80, -0.1186, -0.0046, 5e-5"})
    void newcombeAsPublished(
            long both, long onlyFirst, long onlySecond, long neither, double low, double high, double rounding) {
        Interval interval = new PairedDifference(both, onlyFirst, onlySecond, neither).newcombe();
        assertThat(interval.low()).isCloseTo(low, within(rounding));
        assertThat(interval.high()).isCloseTo(high, within(rounding));
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
    void isRelativeToTheSecondsShareIfItHasOne() {
        assertThat(new PairedDifference(15, 30, 5, 50).relative()).hasValueCloseTo(1.25, within(1e-12));
        assertThat(new PairedDifference(10, 0, 10, 5).relative()).hasValueCloseTo(-0.5, within(1e-12));
        assertThat(new PairedDifference(0, 3, 0, 7).relative()).isEmpty();
    }

    @Test
    void needsATask() {
        assertThatThrownBy(() -> new PairedDifference(0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
