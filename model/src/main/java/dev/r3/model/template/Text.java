package dev.r3.model.template;

/** A string; its length and positions count code points. */
record Text(String value) implements Value {

    static final Text EMPTY = new Text("");

    @Override
    public String typeName() {
        return "string";
    }
}
