package dev.r3.model.template;

/**
 * What the filter {@code safe} gives. Jinja escapes whatever is added to such a text, so only what leaves it as it is
 * works here: printing it, joining with {@code ~}, choosing and assigning it. All else is an error.
 */
record SafeText(String value) implements Value {

    @Override
    public String typeName() {
        return "safe string";
    }
}
