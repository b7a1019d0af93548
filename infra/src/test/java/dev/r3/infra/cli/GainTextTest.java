package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.evaluate.PairedDifference;
import org.junit.jupiter.api.Test;

class GainTextTest {
    @Test
    void aCompactGainIsInPointsAndInPartsOfTheOthersShare() {
        assertThat(GainText.compact(new PairedDifference(200, 162, 20, 618))).isEqualTo("+14.2 (+64.5 %)");
        assertThat(GainText.compact(new PairedDifference(15, 0, 5, 80))).isEqualTo("-5.0 (-25.0 %)");
        assertThat(GainText.compact(new PairedDifference(15, 2, 2, 81))).isEqualTo("0.0 (0.0 %)");
    }

    @Test
    void nothingIsRelativeToNothing() {
        assertThat(GainText.compact(new PairedDifference(0, 3, 0, 7))).isEqualTo("+30.0");
    }

    @Test
    void anIntervalStandsBesideAGain() {
        assertThat(GainText.of(new PairedDifference(1, 1, 7, 12))).isEqualTo("-28.6 points (95 %: -50.7 to -2.6)");
    }
}
