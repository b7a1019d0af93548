package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/** A batch's rules as the script takes them. */
final class DrawRules {
    private static final int COLUMNS = 6;

    private final List<DrawRule> rules;

    DrawRules(List<DrawRule> rules) {
        this.rules = rules;
    }

    List<Draw> draws(NDManager inputs, ScriptModule.Call call) {
        double[] flat = call.with(shapeTensor(inputs))
                .with(isAnyGreedy())
                .with(isShaped())
                .with(penalisedTensor(inputs))
                .tensor(inputs)
                .toDoubleArray();
        List<Draw> draws = new ArrayList<>(rules.size());
        for (int i = 0; i < flat.length; i += 3) {
            draws.add(new Draw((int) flat[i], (float) flat[i + 1], (float) flat[i + 2]));
        }
        return draws;
    }

    float[] distribution(NDManager inputs, ScriptModule.Call call) {
        return call.with(shapeTensor(inputs))
                .with(penalisedTensor(inputs))
                .tensor(inputs)
                .toFloatArray();
    }

    /** float32 [B, 6], see decoder.py. */
    private NDArray shapeTensor(NDManager inputs) {
        float[] shape = new float[rules.size() * COLUMNS];
        for (int row = 0; row < rules.size(); row++) {
            write(rules.get(row), shape, row * COLUMNS);
        }
        return inputs.create(shape, new Shape(rules.size(), COLUMNS));
    }

    /** int64 [B, any]. A row with fewer tokens repeats one of its own: its score is written twice, the same. */
    private NDArray penalisedTensor(NDManager inputs) {
        int width = rules.stream().mapToInt(DrawRule::penalised).max().orElse(0);
        long[] penalised = new long[rules.size() * width];
        for (int i = 0; i < penalised.length; i++) {
            penalised[i] = rules.get(i / width).seen(i % width);
        }
        return inputs.create(penalised, new Shape(rules.size(), width));
    }

    private boolean isAnyGreedy() {
        return rules.stream().anyMatch(rule -> rule.sampling().isGreedy());
    }

    /** Whether any row's scores are changed before the draw. */
    private boolean isShaped() {
        return rules.stream().anyMatch(rule -> !rule.sampling().isPlain());
    }

    private static void write(DrawRule rule, float[] shape, int at) {
        Sampling sampling = rule.sampling();
        shape[at] = (float) sampling.temperature();
        shape[at + 1] = sampling.topK();
        shape[at + 2] = (float) sampling.topP();
        shape[at + 3] = (float) sampling.minP();
        shape[at + 4] = (float) sampling.repetitionPenalty();
        shape[at + 5] = rule.uniform();
    }
}
