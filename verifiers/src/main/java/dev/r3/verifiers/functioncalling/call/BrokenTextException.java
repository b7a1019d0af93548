package dev.r3.verifiers.functioncalling.call;

/** A text is not in the format that is read. Carries no stack trace: it is control flow on a hot path. */
public final class BrokenTextException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why reading stopped. */
    enum Cause {
        /** A character that the format does not allow here. */
        SYNTAX,
        /** The text ended where the format goes on: more text might complete it. */
        END,
        /** A bound of {@link Bounds}: no text can mend it. */
        BOUND
    }

    private final Cause reason;

    BrokenTextException(Cause reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    Cause reason() {
        return reason;
    }
}
