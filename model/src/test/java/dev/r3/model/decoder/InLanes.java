package dev.r3.model.decoder;

import java.util.concurrent.Callable;

/** Has the decoders that a test loads compute in lanes. */
public final class InLanes {
    private InLanes() {}

    public static <T> T load(int lanes, Callable<T> loading) throws Exception {
        ComputeThreads.use(lanes);
        try {
            return loading.call();
        } finally {
            ComputeThreads.useDefault();
        }
    }
}
