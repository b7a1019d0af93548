package dev.r3.model.template;

/** A chat template could not be read or rendered. */
public abstract sealed class TemplateException extends RuntimeException
        permits TemplateSyntaxException, TemplateRenderException, TemplateLimitException, RaisedByTemplateException {

    private static final long serialVersionUID = 1L;

    private final int line;

    TemplateException(int line, String message) {
        super("template line " + line + ": " + message);
        this.line = line;
    }

    /** The line of the template, from 1. */
    public int line() {
        return line;
    }
}
