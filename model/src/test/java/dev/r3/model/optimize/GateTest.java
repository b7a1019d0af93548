package dev.r3.model.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An empty expectation means that training goes on. */
class GateTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0.5,      1,         -",
                "-0.5,     0,         -",
                "NaN,      1,         The loss is NaN (must be finite).",
                "Infinity, 1,         The loss is Infinity (must be finite).",
                "0.5,      NaN,       The gradient norm is NaN (must be finite).",
                "0.5,      -Infinity, The gradient norm is -Infinity (must be finite).",
            })
    void finite(double loss, double gradientNorm, @Nullable String message) {
        assertResult(new FiniteGate().check(loss, gradientNorm), message);
    }

    /** A step is written as gradient norm and number of groups with variance. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1:2 1:2 1:2,         -",
                "0:2 0:2,             -",
                "0:2 0:2 0:2,         The number of steps in a row without an effective update is 3 (limit 3).",
                "1:0 1:0 1:0,         The number of steps in a row without an effective update is 3 (limit 3).",
                "NaN:1 0:2 1:0 0:0,   The number of steps in a row without an effective update is 4 (limit 3).",
                "0:2 0:2 1:1 0:2 0:2, -",
            })
    void effectiveUpdates(String steps, @Nullable String message) {
        EffectiveUpdateGate gate = EffectiveUpdateGate.of(3);
        for (String step : steps.split(" ", -1)) {
            String[] parts = step.split(":", -1);
            gate = gate.after(Double.parseDouble(parts[0]), Integer.parseInt(parts[1]));
        }

        assertResult(gate.check(), message);
    }

    @Test
    void aResumedRunCountsOn() {
        EffectiveUpdateGate before = EffectiveUpdateGate.of(2).after(0, 0);

        EffectiveUpdateGate resumed = new EffectiveUpdateGate(before.patience(), before.idleSteps());

        assertThat(resumed.after(0, 0).check()).isInstanceOf(GateFailed.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0,    0,        -",
                "0.01, 0.1,      -",
                "0.02, 0.1,      The mean difference between the rollout's and the trainer's log-probs is 0.02 (limit"
                        + " 0.01).",
                "0.01, 0.2,      The largest difference between the rollout's and the trainer's log-probs is 0.2 (limit"
                        + " 0.1).",
                "NaN,  0,        The mean difference between the rollout's and the trainer's log-probs is NaN (limit"
                        + " 0.01).",
                "0,    Infinity, The largest difference between the rollout's and the trainer's log-probs is Infinity"
                        + " (limit 0.1).",
            })
    void drift(double mean, double largest, @Nullable String message) {
        assertResult(new DriftGate(0.01, 0.1).check(mean, largest), message);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "8, 2, 0, 0, -",
                "8, 0, 2, 0, -",
                "9, 0, 0, 1, -",
                "7, 0, 3, 0, The share of unscorable answers is 0.3 (limit 0.2).",
                "8, 0, 0, 2, The share of verifier faults is 0.2 (limit 0.1).",
                "0, 0, 0, 5, The share of verifier faults is 1 (limit 0.1).",
                "0, 0, 0, 0, The share of answers without a verdict is 1 (limit 0).",
            })
    void verdicts(long passed, long failed, long unscorable, long faults, @Nullable String message) {
        assertResult(new VerdictGate(0.2, 0.1).check(new VerdictCounts(passed, failed, unscorable, faults)), message);
    }

    @Test
    void verdictsAreCountedByKind() {
        VerdictCounts counts = List.of(
                        Verdict.passed(),
                        Verdict.passed(),
                        Verdict.failed(new ErrorType("wrong", "A wrong answer"), "detail"),
                        Verdict.unscorable("cut off"),
                        new Verdict.VerifierFault("broke"))
                .stream()
                .map(VerdictCounts::of)
                .reduce(VerdictCounts.NONE, VerdictCounts::plus);

        assertThat(counts).isEqualTo(new VerdictCounts(2, 1, 1, 1));
        assertThat(counts.total()).isEqualTo(5);
    }

    @Test
    void refuseLimitsThatAreNone() {
        assertThatThrownBy(() -> EffectiveUpdateGate.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DriftGate(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DriftGate(1, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VerdictGate(1.1, 0)).hasMessage("the unscorable share must be in [0, 1], not 1.1");
        assertThatThrownBy(() -> new VerdictGate(0, Double.NaN))
                .hasMessage("the verifier fault share must be in [0, 1], not NaN");
    }

    private static void assertResult(GateResult result, @Nullable String message) {
        if (message == null) {
            assertThat(result).isEqualTo(new GatePassed());
        } else {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            GateFailed.class,
                            failed -> assertThat(failed.message())
                                    .startsWith(message + " ")
                                    .endsWith(failed.advice()));
        }
    }
}
