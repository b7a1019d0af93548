package dev.r3.model.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdamWConfigTest {
    private static final LearningRate RATE = new ConstantRate(1e-3, new WarmupSteps(0));

    @Test
    void defaultsAreTransformers() {
        assertThat(AdamWConfig.defaults(RATE))
                .isEqualTo(new AdamWConfig(RATE, 0.9, 0.999, 1e-8, 0, WeightDecay.WITHOUT_BIASES_AND_NORMS, 1));
    }

    @Test
    void clippingCanBeOff() {
        assertThat(new AdamWConfig(RATE, 0, 0, 1e-8, 0, WeightDecay.ALL, Double.POSITIVE_INFINITY).maxGradientNorm())
                .isInfinite();
    }

    @ParameterizedTest
    @CsvSource({
        "1,   0.9, 1e-8, 0,   1,  'beta1 must be in [0, 1), not 1.0'",
        "0.9, -1,  1e-8, 0,   1,  'beta2 must be in [0, 1), not -1.0'",
        "NaN, 0.9, 1e-8, 0,   1,  'beta1 must be in [0, 1), not NaN'",
        "0.9, 0.9, 0,    0,   1,  'epsilon must be a number above 0, not 0.0'",
        "0.9, 0.9, 1e-8, -1,  1,  'weight decay must be a number of 0 or more, not -1.0'",
        "0.9, 0.9, 1e-8, NaN, 1,  'weight decay must be a number of 0 or more, not NaN'",
        "0.9, 0.9, 1e-8, 0,   0,  'max gradient norm must be above 0, not 0.0'",
        "0.9, 0.9, 1e-8, 0,   NaN,'max gradient norm must be above 0, not NaN'",
    })
    void refuses(double beta1, double beta2, double epsilon, double decay, double norm, String message) {
        assertThatThrownBy(() -> new AdamWConfig(RATE, beta1, beta2, epsilon, decay, WeightDecay.ALL, norm))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
