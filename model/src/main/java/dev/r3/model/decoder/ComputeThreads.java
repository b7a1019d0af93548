package dev.r3.model.decoder;

import ai.djl.pytorch.jni.JniUtils;

/** How many threads a matrix product may use; for the whole process. */
public final class ComputeThreads {
    private ComputeThreads() {}

    /** From now on so many. Figures and last bits depend on it. */
    public static void use(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is not positive: " + threads);
        }
        ScriptModule.loadEngine();
        JniUtils.setNumThreads(threads);
    }

    public static int inUse() {
        ScriptModule.loadEngine();
        return JniUtils.getNumThreads();
    }
}
