package dev.r3.model.lora;

import dev.r3.model.checkpoint.FloatTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model's weights with an adapter worked in: W + B A alpha / rank. The result is an ordinary model. */
public final class MergedWeights {
    private MergedWeights() {}

    /**
     * The weights under the same names. A merged one is computed in float32 as it is read, and reads what it is made of.
     *
     * @param weights by their published names
     * @param factors by PEFT's names
     * @throws IllegalArgumentException for a factor of no weight
     */
    public static Map<String, FloatTensor> of(
            Map<String, FloatTensor> weights, LoraConfig config, Map<String, FloatTensor> factors) {
        Map<String, FloatTensor> merged = new LinkedHashMap<>();
        int used = 0;
        for (Map.Entry<String, FloatTensor> weight : weights.entrySet()) {
            FloatTensor inner = factor(LoraFactor.A, weight.getKey(), factors);
            FloatTensor outer = factor(LoraFactor.B, weight.getKey(), factors);
            if (inner != null && outer != null) {
                merged.put(weight.getKey(), new MergedTensor(weight.getValue(), inner, outer, (float) config.scale()));
                used += 2;
            } else {
                merged.put(weight.getKey(), weight.getValue());
            }
        }
        if (used < factors.size()) {
            throw new IllegalArgumentException(
                    "of " + factors.size() + " factors only " + used + " belong to a weight of the model");
        }
        return merged;
    }

    private static @Nullable FloatTensor factor(LoraFactor factor, String weight, Map<String, FloatTensor> factors) {
        return weight.endsWith(".weight") ? factors.get(factor.nameFor(weight)) : null;
    }
}
