package dev.r3.model.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    @ParameterizedTest
    @CsvSource({
        "5 * 2 * 3 - 3, 27",
        "8 - (2 - 3), 9",
        "8 - 2 - 3, 3",
        "8 / (4 / 2), 4",
        "8 / 4 * 2, 4",
        "2 * (8 / 4), 4",
        "(2 + 3) * (7 - 4), 15",
        "12, 12"
    })
    void readsAndWrites(String text, long value) {
        Expression expression = ExpressionText.parse(text);
        assertThat(expression.value()).isEqualTo(value);
        assertThat(ExpressionText.parse(expression.text()).value()).isEqualTo(value);
    }

    @Test
    void parenthesesStandWhereTheyAreNeeded() {
        assertThat(ExpressionText.parse("((2+3))*(7-(4-1))").text()).isEqualTo("(2 + 3) * (7 - (4 - 1))");
        assertThat(ExpressionText.parse("(2*3)+(8-4)").text()).isEqualTo("2 * 3 + 8 - 4");
    }

    @Test
    void stepsAreDoneInOrder() {
        assertThat(ExpressionText.parse("5 * 2 * 3 - 3").steps())
                .isEqualTo(List.of("5 * 2 = 10", "10 * 3 = 30", "30 - 3 = 27"));
        assertThat(ExpressionText.parse("(2 + 3) * (7 - 4)").steps())
                .isEqualTo(List.of("2 + 3 = 5", "7 - 4 = 3", "5 * 3 = 15"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5 +", "(5", "5)", "5 / 2", "5 / 0", "x"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> ExpressionText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
