package dev.r3.model.template;

/** The template itself refused the messages with {@code raise_exception}. */
public final class RaisedByTemplateException extends TemplateException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    RaisedByTemplateException(int line, String reason) {
        super(line, reason);
        this.reason = reason;
    }

    /** The text that the template gave to {@code raise_exception}. */
    public String reason() {
        return reason;
    }
}
