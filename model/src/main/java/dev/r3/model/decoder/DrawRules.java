package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch's rules as the script takes them.
 *
 * @param shape float32 [B, 6], see decoder.py
 * @param shaped whether any row's scores are changed before the draw
 * @param penalised int64 [B, penalisedWidth]
 */
record DrawRules(float[] shape, boolean shaped, long[] penalised, int penalisedWidth) {
    private static final int COLUMNS = 6;

    static DrawRules of(List<DrawRule> rules) {
        int width = rules.stream()
                .filter(rule -> rule.sampling().isPenalised())
                .mapToInt(rule -> rule.seen().length)
                .max()
                .orElse(0);
        float[] shape = new float[rules.size() * COLUMNS];
        long[] penalised = new long[rules.size() * width];
        for (int row = 0; row < rules.size(); row++) {
            DrawRule rule = rules.get(row);
            write(rule, shape, row * COLUMNS);
            for (int i = 0; i < width; i++) {
                penalised[row * width + i] = penalised(rule, i);
            }
        }
        boolean shaped = rules.stream().anyMatch(rule -> !rule.sampling().isPlain());
        return new DrawRules(shape, shaped, penalised, width);
    }

    List<Draw> draws(NDManager inputs, ScriptModule.Call call) {
        double[] flat = withRules(inputs, call.with(shapeTensor(inputs)).with(shaped))
                .tensor(inputs)
                .toDoubleArray();
        List<Draw> draws = new ArrayList<>(rows());
        for (int i = 0; i < flat.length; i += 3) {
            draws.add(new Draw((int) flat[i], (float) flat[i + 1], (float) flat[i + 2]));
        }
        return draws;
    }

    float[] distribution(NDManager inputs, ScriptModule.Call call) {
        return withRules(inputs, call.with(shapeTensor(inputs))).tensor(inputs).toFloatArray();
    }

    private int rows() {
        return shape.length / COLUMNS;
    }

    private NDArray shapeTensor(NDManager inputs) {
        return inputs.create(shape, new Shape(rows(), COLUMNS));
    }

    private ScriptModule.Call withRules(NDManager inputs, ScriptModule.Call call) {
        return call.with(inputs.create(penalised, new Shape(rows(), penalisedWidth)));
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

    /** A row without a penalty, or with fewer tokens, repeats one of its own: its score is written twice, the same. */
    private static long penalised(DrawRule rule, int i) {
        int[] seen = rule.seen();
        return seen.length == 0 ? 0 : seen[Math.min(i, seen.length - 1)];
    }
}
