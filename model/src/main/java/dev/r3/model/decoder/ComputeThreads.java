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

    /** Each lane has gradients of its own, and a batch is shared out among all. */
    private static final int MOST_LANES = 8;

    /** What the calling thread's products use; PyTorch keeps it by thread. */
    private static final ThreadLocal<OptionalInt> OF_THREAD = ThreadLocal.withInitial(OptionalInt::empty);

    private static OptionalInt chosen = OptionalInt.empty();

    private ComputeThreads() {}

    /** What PyTorch chooses by itself, read before anything else is set. */
    private static final class OfPyTorch {
        private static final int THREADS = read();

        private OfPyTorch() {}

        private static int read() {
            ScriptModule.loadEngine();
            return JniUtils.getNumThreads();
        }
    }

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
        return chosen.orElseGet(() -> OfPyTorch.THREADS);
    }

    /** How many lanes a small model has; one unless threads were chosen. */
    public static synchronized int lanes() {
        return Math.min(MOST_LANES, chosen.orElse(1));
    }

    /** How many lanes a model has. */
    static int lanes(long parameters) {
        return lanes(parameters, lanes());
    }

    /** How many lanes a model has where so many threads were chosen. */
    public static int lanes(long parameters, int threads) {
        return parameters <= LARGEST_IN_LANES ? Math.min(MOST_LANES, threads) : 1;
    }

    /** Has the calling thread's products use so many. */
    static void apply(int threads) {
        OptionalInt wanted = OptionalInt.of(threads);
        if (!OF_THREAD.get().equals(wanted) && OfPyTorch.THREADS > 0) {
            JniUtils.setNumThreads(threads);
            OF_THREAD.set(wanted);
        }
    }
}
