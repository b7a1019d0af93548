package dev.r3.model.template;

/** True or false; a number 1 or 0 in arithmetic and comparisons, as in Python. */
enum Bool implements Value {
    FALSE,
    TRUE;

    static Bool of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public String typeName() {
        return "boolean";
    }
}
