package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlBudgetTest {

    @ParameterizedTest
    @CsvSource({"950, false", "1000, false", "1050, false", "949, true", "1051, true", "0, true"})
    void moreThanFivePercentApartIsSaid(long generated, boolean warned) {
        assertThat(new ControlBudget(generated, 1_000).warning().isPresent()).isEqualTo(warned);
    }

    @Test
    void theWarningSaysHowFarApart() {
        ControlBudget budget = new ControlBudget(2_911_234, 3_200_000);
        assertThat(budget.ratio()).isCloseTo(0.90976, within(1e-4));
        assertThat(budget.warning())
                .contains("task-grpo generated 9.0 % fewer tokens than the training that it is to match (2,911,234"
                        + " against 3,200,000): more than 5 % apart, so it is no comparison at equal cost");
        assertThat(new ControlBudget(1_100, 1_000).warning().orElseThrow()).contains("10.0 % more tokens");
    }
}
