package dev.r3.model.template;

/** The template met values that it cannot work with, such as an attribute of an undefined value. */
public final class TemplateRenderException extends TemplateException {

    private static final long serialVersionUID = 1L;

    TemplateRenderException(int line, String message) {
        super(line, message);
    }
}
