package dev.r3.model.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.r3.model.checkpoint.FloatTensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshAdapterTest {
    private static final String WEIGHT = "model.layers.0.self_attn.q_proj.weight";
    private static final LoraConfig CONFIG = new LoraConfig(List.of("q_proj"), 8, 16);

    @Test
    void theInnerFactorIsUniformWithinOneByTheRootOfItsWidth() {
        float[] values = inner(1, WEIGHT).toArray();
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            assertThat(value).isBetween(-0.0625f, 0.0625f);
            sum += value;
            squares += (double) value * value;
        }
        assertThat(sum / values.length).isEqualTo(0, within(0.004)); // 5 deviations of the mean
        assertThat(squares / values.length).isEqualTo(0.0625 * 0.0625 / 3, within(1e-4));
    }

    @Test
    void theOuterFactorIsZero() {
        assertThat(new FreshAdapter(CONFIG, 1)
                        .tensor(LoraFactor.B.nameFor(WEIGHT), List.of(16L, 8L))
                        .toArray())
                .containsOnly(0f);
    }

    @Test
    void dependsOnSeedAndNameAndNotOnHowItIsRead() {
        float[] values = inner(1, WEIGHT).toArray();
        assertThat(inner(1, WEIGHT).toArray()).isEqualTo(values);
        assertThat(inner(2, WEIGHT).toArray()).isNotEqualTo(values);
        assertThat(inner(1, "model.layers.1.self_attn.q_proj.weight").toArray()).isNotEqualTo(values);
        float[] piece = new float[100];
        inner(1, WEIGHT).read(333, FloatBuffer.wrap(piece));
        assertThat(piece).isEqualTo(Arrays.copyOfRange(values, 333, 433));
    }

    /** The numbers themselves: a run's adapters must not change with the version of this project. */
    @Test
    void itsNumbersStay() {
        float[] values = inner(1, WEIGHT).toArray();
        assertThat(new float[] {values[0], values[1], values[2047]})
                .containsExactly(0.023308888f, 0.054258548f, -0.005726278f);
    }

    private static FloatTensor inner(long seed, String weight) {
        return new FreshAdapter(CONFIG, seed).tensor(LoraFactor.A.nameFor(weight), List.of(8L, 256L));
    }
}
