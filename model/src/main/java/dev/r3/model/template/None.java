package dev.r3.model.template;

/** Python's None, JSON's null. */
enum None implements Value {
    NONE;

    @Override
    public String typeName() {
        return "none";
    }
}
