package dev.r3.verifiers.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StepBudgetTest {

    @Test
    void isSpentExactly() {
        StepBudget budget = new StepBudget(10);
        budget.spend(9);
        budget.spend(1);
        budget.spend(0);
        assertThatThrownBy(() -> budget.spend(1)).isInstanceOf(StepBudget.Exhausted.class);
    }

    @Test
    void doesNotOverflow() {
        StepBudget budget = new StepBudget(10);
        assertThatThrownBy(() -> budget.spend(Long.MAX_VALUE)).isInstanceOf(StepBudget.Exhausted.class);
        budget.spend(10);
    }

    @Test
    void refusesNegativeSteps() {
        assertThatThrownBy(() -> new StepBudget(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StepBudget(10).spend(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
