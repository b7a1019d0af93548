package dev.r3.model.decoder;

import ai.djl.pytorch.jni.JniUtils;
import java.util.OptionalInt;

/**
 * How many threads compute; for the whole process, and for decoders that are loaded from then on. A large model's matrix
 * products are divided among them. A small one's are too small for that: each thread is a {@link Lane} of its own.
 */
public final class ComputeThreads {
    /** With two threads 10 million parameters gain by lanes and lose by division; half a billion gain by division. */
    private static final long LARGEST_IN_LANES = 64_000_000;

    /** What the calling thread's products use; PyTorch keeps it by thread. */
    private static final ThreadLocal<OptionalInt> HERE = ThreadLocal.withInitial(OptionalInt::empty);

    private static OptionalInt chosen = OptionalInt.empty();
    private static OptionalInt engines = OptionalInt.empty();

    private ComputeThreads() {}

    /** From now on so many. Figures and last bits depend on it. */
    public static synchronized void use(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is not positive: " + threads);
        }
        chosen = OptionalInt.of(threads);
    }

    /** From now on as many as PyTorch chose, without lanes: as before any choice. */
    public static synchronized void useDefault() {
        chosen = OptionalInt.empty();
    }

    /** What was chosen; else what PyTorch chose. */
    public static synchronized int inUse() {
        ScriptModule.loadEngine();
        if (engines.isEmpty()) {
            engines = OptionalInt.of(JniUtils.getNumThreads());
        }
        return chosen.orElse(engines.getAsInt());
    }

    /** How many lanes a model has; one unless threads were chosen. */
    static synchronized int lanes(long parameters) {
        return parameters <= LARGEST_IN_LANES ? chosen.orElse(1) : 1;
    }

    /** Has the calling thread's products use so many. */
    static void apply(int threads) {
        OptionalInt wanted = OptionalInt.of(threads);
        if (!HERE.get().equals(wanted)) {
            JniUtils.setNumThreads(threads);
            HERE.set(wanted);
        }
    }
}
