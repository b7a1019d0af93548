package dev.r3.verifiers.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static final ErrorType ERROR = new ErrorType("missed-target", "it is missed");

    @Test
    void rewardsSpeakOfTheModelOnly() {
        assertThat(Verdict.passed().reward()).hasValue(1);
        assertThat(Verdict.failed(ERROR, "7 is not 8").reward()).hasValue(0);
        assertThat(Verdict.unscorable("cut off").reward()).isEmpty();
        assertThat(new Verdict.VerifierFault("broke").reward()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesRewardsOutOfRange(double reward) {
        assertThatThrownBy(() -> new Verdict.Passed(OptionalDouble.of(reward)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Verdict.Failed(ERROR, "", OptionalDouble.of(reward)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAJudgedAnswerWithoutAReward() {
        assertThatThrownBy(() -> new Verdict.Passed(OptionalDouble.empty())).hasMessage("reward is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Missed", "missed_target", "-missed", "missed-", "missed target", "é"})
    void refusesCodesInAnotherShape(String code) {
        assertThatThrownBy(() -> new ErrorType(code, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InvalidTaskException(code, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Option(code, "", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
