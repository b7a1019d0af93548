package dev.r3.model.template;

/** A method taken from its value; a template can test or call it. */
record BoundMethod(Value receiver, String name) implements Value {

    @Override
    public String typeName() {
        return "method";
    }
}
