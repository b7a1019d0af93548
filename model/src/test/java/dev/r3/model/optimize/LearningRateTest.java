package dev.r3.model.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.StrictJson;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateTest {
    private static final JsonNode ROOT =
            StrictJson.read(Fixtures.folder("learning-rates").resolve("learning_rates.json"));
    private static final double RELATIVE = 1e-12;

    static Stream<Arguments> cases() {
        return StreamSupport.stream(ROOT.path("cases").spliterator(), false)
                .map(json -> Arguments.of(
                        "%s, %s steps, warm-up %s"
                                .formatted(
                                        json.path("schedule").textValue(),
                                        json.path("total_steps"),
                                        json.path("warmup")),
                        json));
    }

    /** Against transformers' own schedulers: make_learning_rates.py. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyStep(String name, JsonNode expected) {
        LearningRate rate = rate(
                expected.path("schedule").textValue(),
                warmup(expected.path("warmup").doubleValue()));
        JsonNode rates = expected.path("rates");
        int total = expected.path("total_steps").intValue();

        assertThat(rates).hasSize(total + 1);
        for (int step = 0; step <= total; step++) {
            // At the end of a cosine, 1 + cos(π) is rounding: at most an ulp of 1 there, in either language.
            assertThat(rate.at(step, total))
                    .as("step %d", step)
                    .isCloseTo(rates.get(step).doubleValue(), within(RELATIVE * rate.peak()));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,10,0", "0.03,100,3", "0.03,101,4", "0.03,1,1", "0.5,3,2"})
    void aShareIsRoundedUp(double share, long total, long expected) {
        assertThat(new WarmupShare(share).steps(total)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-1,10", "0,0", "11,10"})
    void refusesAStepOutsideTheRun(long step, long total) {
        assertThatThrownBy(() -> new ConstantRate(1, new WarmupSteps(0)).at(step, total))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step " + step + " of " + total);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAPeakThatIsNone(double peak) {
        assertThatThrownBy(() -> new CosineRate(peak, new WarmupSteps(0)))
                .hasMessage("learning rate must be a number of 0 or more, not " + peak);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void refusesAShareThatIsNone(double share) {
        assertThatThrownBy(() -> new WarmupShare(share)).hasMessage("a warm-up share must be in [0, 1), not " + share);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void refusesNegativeSteps(long count) {
        assertThatThrownBy(() -> new WarmupSteps(count)).hasMessage("warm-up steps must be 0 or more, not " + count);
    }

    private static LearningRate rate(String schedule, Warmup warmup) {
        double peak = ROOT.path("peak").doubleValue();
        return switch (schedule) {
            case "constant" -> new ConstantRate(peak, warmup);
            case "linear" -> new LinearRate(peak, warmup);
            default -> new CosineRate(peak, warmup);
        };
    }

    private static Warmup warmup(double stepsOrShare) {
        return stepsOrShare >= 1 ? new WarmupSteps((long) stepsOrShare) : new WarmupShare(stepsOrShare);
    }
}
