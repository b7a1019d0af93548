package dev.r3.verifiers.countdown;

/** A text is no equation. Carries no stack trace: answers that fail are as common as answers that pass. */
final class InvalidEquationException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    /**
     * @param reason a short sentence on what is wrong
     */
    InvalidEquationException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
