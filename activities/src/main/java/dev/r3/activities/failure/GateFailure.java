package dev.r3.activities.failure;

/** Training stopped itself: going on, or trying again, would spoil the model. */
public final class GateFailure extends StageFailure {
    private static final long serialVersionUID = 1;

    public GateFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
