package dev.r3.model.train;

import dev.r3.model.optimize.GateFailed;
import dev.r3.model.optimize.GateResult;

/** Training must stop; the weights are those of the last step. */
public final class GateException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient GateFailed failure;

    public GateException(GateFailed failure) {
        super(failure.message());
        this.failure = failure;
    }

    /** What was measured, its limit, and what to do. */
    public GateFailed failure() {
        return failure;
    }

    /** Goes on if the gate passed. */
    static void require(GateResult result) throws GateException {
        if (result instanceof GateFailed failed) {
            throw new GateException(failed);
        }
    }
}
