package dev.r3.model.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.ConstantRate;
import dev.r3.model.optimize.WarmupSteps;
import org.junit.jupiter.api.Test;

class OpenChangeTest {
    private static final double RATE = 1e-3;
    private static final AdamWConfig ADAM_W = AdamWConfig.defaults(new ConstantRate(RATE, new WarmupSteps(0)));

    @Test
    void nothingIsOpenWhereGradientsAreLarge() {
        OpenChange open = OpenChange.of(new float[] {0.3f, -0.2f, 0.1f}, 0.4, ADAM_W);
        float[] change = {-1e-3f, 1e-3f, -1e-3f};
        double norm = RATE * Math.sqrt(3);

        assertThat(open.lowestNorm(change)).isCloseTo(norm, within(1e-6 * norm));
        assertThat(open.highestNorm(change, RATE)).isCloseTo(norm, within(1e-6 * norm));
        assertThat(open.distance(change, new float[] {-1e-3f, 0, -1e-3f})).isCloseTo(RATE, within(1e-6 * RATE));
    }

    @Test
    void theSignOfAGradientBelowTheAccuracyIsOpen() {
        OpenChange open = OpenChange.of(new float[] {1, -1, 1e-6f}, 2, ADAM_W);
        float[] change = {-1e-3f, 1e-3f, -1e-3f};

        assertThat(open.lowestNorm(change)).isCloseTo(RATE * Math.sqrt(2), within(1e-6 * RATE));
        assertThat(open.highestNorm(change, RATE)).isCloseTo(RATE * Math.sqrt(3), within(1e-6 * RATE));
        assertThat(open.distance(change, new float[] {-1e-3f, 1e-3f, 9e-4f})).isCloseTo(0, within(1e-6 * RATE));
        assertThat(open.distance(change, new float[] {1e-3f, 1e-3f, 1e-3f})).isCloseTo(2 * RATE, within(1e-2 * RATE));
    }
}
