package dev.r3.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedPointsTest {

    @ParameterizedTest
    @CsvSource({
        "0.141, +14.1",
        "-0.7, -70.0",
        "0.0006, +0.1",
        "-0.0006, -0.1",
        "0.0004, 0.0",
        "-0.0004, 0.0",
        "0, 0.0",
        "-0.0, 0.0",
        "1, +100.0"
    })
    void whatRoundsToZeroHasNoSign(double difference, String text) {
        assertThat(SignedPoints.of(difference)).isEqualTo(text);
    }
}
