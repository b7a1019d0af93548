package dev.r3.model.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/**
 * What this machine can do at this moment with the threads in use: the bounds of a model's speed. Measured beside every
 * figure, since shared machines vary.
 *
 * @param float32 multiply-adds counted as two, of square matrix products, in billions a second
 * @param bfloat16 the same in bfloat16
 * @param copy bytes read and written, in billions a second
 */
public record Roofline(double float32, double bfloat16, double copy) {
    private static final int SIZE = 1024;
    private static final int COPIED_FLOATS = 48 << 20;
    private static final int PRODUCTS = 4;
    private static final int TRIES = 5;
    private static final int FLOAT32 = 6;
    private static final int BFLOAT16 = 15;

    /** Measures for a second or two; the best of several tries. */
    public static Roofline measure() {
        byte[] archive = ScriptArchive.pack(
                "Roofline", ScriptResource.read("roofline.py"), Map.of("training", new ScriptAttribute.Flag(false)));
        try (ScriptModule module = ScriptModule.load("roofline", archive, ComputeThreads.inUse());
                NDManager scope = module.manager().newSubManager()) {
            NDArray matrix = scope.randomUniform(-1, 1, new Shape(SIZE, SIZE));
            NDArray source = scope.ones(new Shape(COPIED_FLOATS));
            NDArray target = scope.zeros(new Shape(COPIED_FLOATS));
            double flops = 2.0 * SIZE * SIZE * SIZE * PRODUCTS;
            return new Roofline(
                    flops / bestNanos(() -> multiply(module, matrix, FLOAT32)),
                    flops / bestNanos(() -> multiply(module, matrix, BFLOAT16)),
                    2.0 * COPIED_FLOATS * Float.BYTES / bestNanos(() -> copy(module, source, target)));
        }
    }

    private static void multiply(ScriptModule module, NDArray matrix, int type) {
        try (NDManager scope = module.manager().newSubManager()) {
            module.call("multiply").with(matrix).with(type).with(PRODUCTS).tensor(scope);
        }
    }

    private static void copy(ScriptModule module, NDArray source, NDArray target) {
        try (NDManager scope = module.manager().newSubManager()) {
            module.call("copy").with(source).with(target).with(1).tensor(scope);
        }
    }

    private static double bestNanos(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
