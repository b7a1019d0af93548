package dev.r3.verifiers.countdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values are those that CPython gives. */
class PythonExpressionTest {

    @ParameterizedTest
    @CsvSource({
        "2 ** 3, 8",
        "-2 ** 2, -4",
        "2 ** -1, 0.5",
        "2 ** 3 ** 2, 512",
        "7 // 2, 3",
        "-7 // 2, -4",
        "7 // -2, -4",
        "1.2 * 5, 6",
        "6. * 7, 42",
        ".5 * 10, 5",
        "+1 - -2, 3",
        "2 * -3, -6",
        "8 / (3 - 8 / 3), 23.99999999999999",
        "48 / 4 / 2, 6",
        "(0), 0",
        "00 + 1, 1",
    })
    void valuesAsPython(String text, double value) {
        assertThat(PythonExpression.value(text)).hasValue(value);
    }

    @ParameterizedTest
    @CsvSource({
        "007", "2(3)", "(1)(2)", "()", "1 2", "1..2", "1.2.3", "* 1", "1 *", "2 * * 3", "1 / 0", "1 // 0", "(1", "1)"
    })
    void raisesAsPython(String text) {
        assertThat(PythonExpression.value(text)).isEmpty();
    }
}
