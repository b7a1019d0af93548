package dev.r3.model.lora;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.model.checkpoint.FloatTensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergedWeightsTest {
    private static final String WEIGHT = "model.layers.0.self_attn.q_proj.weight";
    private static final String OTHER = "model.norm.weight";
    private static final LoraConfig CONFIG = new LoraConfig(List.of("q_proj"), 2, 1);

    private final Map<String, FloatTensor> weights =
            Map.of(WEIGHT, new Numbers(List.of(2L, 3L), 1, 2, 3, 4, 5, 6), OTHER, new Numbers(List.of(3L), 7, 8, 9));
    private final FloatTensor inner = new Numbers(List.of(2L, 3L), 1, 0, 2, 0, 4, 6);
    private final FloatTensor outer = new Numbers(List.of(2L, 2L), 2, 1, 0, -2);

    @Test
    void addsTheProductOfTheFactors() {
        Map<String, FloatTensor> merged = merge();
        // B A = [[2, 4, 10], [0, -8, -12]], and half of it counts.
        assertThat(tensor(merged, WEIGHT).toArray()).containsExactly(2, 4, 8, 4, 1, 0);
        assertThat(tensor(merged, WEIGHT).shape()).containsExactly(2L, 3L);
        assertThat(tensor(merged, OTHER).toArray()).containsExactly(7, 8, 9);
    }

    @Test
    void readsFromAnywhere() {
        float[] whole = tensor(merge(), WEIGHT).toArray();
        for (int first = 0; first < 6; first++) {
            for (int count = 0; count <= 6 - first; count++) {
                float[] piece = new float[count + 1];
                tensor(merge(), WEIGHT).read(first, FloatBuffer.wrap(piece, 1, count));
                for (int i = 0; i < count; i++) {
                    assertThat(piece[1 + i]).isEqualTo(whole[first + i]);
                }
            }
        }
    }

    @Test
    void refusesFactorsThatDoNotFit() {
        assertThatThrownBy(() -> MergedWeights.of(weights, CONFIG, Map.of("lora_A.weight", inner)))
                .hasMessage("of 1 factors only 0 belong to a weight of the model");
        FloatTensor taller = new Numbers(List.of(3L, 2L), 1, 2, 3, 4, 5, 6);
        assertThatThrownBy(() -> new MergedTensor(tensor(weights, WEIGHT), inner, taller, 1))
                .hasMessage("factors [2, 3] and [3, 2] of a weight [2, 3]");
    }

    private Map<String, FloatTensor> merge() {
        return MergedWeights.of(
                weights, CONFIG, Map.of(LoraFactor.A.nameFor(WEIGHT), inner, LoraFactor.B.nameFor(WEIGHT), outer));
    }

    private static FloatTensor tensor(Map<String, FloatTensor> tensors, String name) {
        return requireNonNull(tensors.get(name));
    }

    private static final class Numbers implements FloatTensor {
        private final List<Long> shape;
        private final float[] values;

        private Numbers(List<Long> shape, float... values) {
            this.shape = shape;
            this.values = values;
        }

        @Override
        public List<Long> shape() {
            return shape;
        }

        @Override
        public void read(long first, FloatBuffer destination) {
            destination.put(values, (int) first, destination.remaining());
        }
    }
}
