package dev.r3.model.supervised;

/** A record that nothing can be learnt from as it is; the message says why, but not where it stands. */
public final class UnusableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableRecordException(String message) {
        super(message);
    }

    UnusableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
