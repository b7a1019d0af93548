package dev.r3.activities.failure;

import org.jspecify.annotations.Nullable;

/** Memory ran out, with less of everything too: never retried. */
public final class MemoryFailure extends StageFailure {
    private static final long serialVersionUID = 1;

    /** Of a shortage that left nothing but the kernel's count. */
    public MemoryFailure(String message) {
        this(message, null);
    }

    public MemoryFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
