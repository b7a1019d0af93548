package dev.r3.model.template;

/** An operation met values that it does not work on; the renderer adds the line. */
final class ValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ValueException(String message) {
        super(message);
    }
}
