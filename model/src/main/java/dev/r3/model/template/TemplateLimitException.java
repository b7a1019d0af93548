package dev.r3.model.template;

/** The template asked for more work, text or nesting than {@link TemplateLimits} allow. */
public final class TemplateLimitException extends TemplateException {

    private static final long serialVersionUID = 1L;

    TemplateLimitException(int line, String message) {
        super(line, message);
    }
}
