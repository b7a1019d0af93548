package dev.r3.model.template;

/** What counts as true in a condition. */
final class Truth {

    private Truth() {}

    static boolean of(Value value) {
        if (value instanceof Undefined || value == None.NONE) {
            return false;
        }
        if (value instanceof Bool bool) {
            return bool == Bool.TRUE;
        }
        if (value instanceof WholeNumber number) {
            return number.value().signum() != 0;
        }
        if (value instanceof RealNumber number) {
            return number.value() != 0;
        }
        if (value instanceof Text text) {
            return !text.value().isEmpty();
        }
        if (value instanceof SafeText text) {
            return !text.value().isEmpty();
        }
        if (value instanceof Sequence sequence) {
            return !sequence.items().isEmpty();
        }
        if (value instanceof Mapping mapping) {
            return !mapping.entries().isEmpty();
        }
        return true;
    }
}
