package dev.r3.model.template;

/** The template is malformed, or uses a construct that this interpreter does not know; found when it is read. */
public final class TemplateSyntaxException extends TemplateException {

    private static final long serialVersionUID = 1L;

    TemplateSyntaxException(int line, String message) {
        super(line, message);
    }
}
