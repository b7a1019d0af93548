package dev.r3.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

    @ParameterizedTest(name = "{1} of {2} against {0}")
    @CsvSource({
        "0.1, 1, 10, true, false",
        "0.1, 2, 10, true, true",
        "0.3, 3, 10, true, false",
        "0.7, 6999999, 10000000, false, false",
        "1, 0, 0, true, false",
        "1, 10, 10, true, false",
        "0, 0, 10, true, false",
        "0, 1, 10, true, true",
    })
    void comparesExactly(String share, long part, long whole, boolean reached, boolean exceeded) {
        assertThat(Share.of(share).isReachedBy(part, whole)).isEqualTo(reached);
        assertThat(Share.of(share).isExceededBy(part, whole)).isEqualTo(exceeded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.0000001"})
    void refusesWhatIsNoShare(String decimal) {
        assertThatThrownBy(() -> Share.of(decimal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("share is not in [0, 1]: " + decimal);
    }

    @Test
    void cutsPowersOfTwoExactly() {
        assertThat(Share.ALL.ofPowerOfTwo(62)).isEqualTo(1L << 62);
        assertThat(Share.of("0.5").ofPowerOfTwo(62)).isEqualTo(1L << 61);
        assertThat(Share.of("0.1").ofPowerOfTwo(10)).isEqualTo(102);
        assertThat(Share.NONE.ofPowerOfTwo(62)).isZero();
    }
}
