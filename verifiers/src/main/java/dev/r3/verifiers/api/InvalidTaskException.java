package dev.r3.verifiers.api;

/** A data row is no task of the family. */
public final class InvalidTaskException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    /**
     * @param reason a short code with dashes, counted in a data set's profile, e.g. {@code missing-column}
     * @param message what is wrong with this row
     */
    public InvalidTaskException(String reason, String message) {
        super(message);
        if (!Names.isDashed(reason)) {
            throw new IllegalArgumentException("reason is not in lower case with dashes: " + reason);
        }
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
