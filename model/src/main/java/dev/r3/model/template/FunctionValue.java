package dev.r3.model.template;

/** One of the functions that every template finds defined. */
record FunctionValue(String name) implements Value {

    @Override
    public String typeName() {
        return "function";
    }
}
