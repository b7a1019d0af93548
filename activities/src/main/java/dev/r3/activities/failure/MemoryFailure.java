package dev.r3.activities.failure;

/** Memory ran out, with less of everything too: never retried. */
public final class MemoryFailure extends StageFailure {
    private static final long serialVersionUID = 1;

    public MemoryFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
