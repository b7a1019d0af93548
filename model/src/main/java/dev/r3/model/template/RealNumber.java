package dev.r3.model.template;

/** A floating-point number. */
record RealNumber(double value) implements Value {

    @Override
    public String typeName() {
        return "float";
    }
}
