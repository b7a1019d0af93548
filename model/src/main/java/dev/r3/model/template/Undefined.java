package dev.r3.model.template;

/**
 * What a missing name, attribute or item evaluates to; it prints as nothing.
 *
 * @param what what is missing, for error messages
 */
record Undefined(String what) implements Value {

    @Override
    public String typeName() {
        return "undefined";
    }

    ValueException failure() {
        return new ValueException(what + " is undefined");
    }
}
