package dev.r3.model.decoder;

/** What belongs to each of a decoder's weights. */
public enum TensorKind {
    WEIGHT(0),
    GRADIENT(1),
    /** AdamW's running mean of the gradient. */
    FIRST_MOMENT(2),
    /** AdamW's running mean of the gradient's square. */
    SECOND_MOMENT(3);

    private final int number;

    TensorKind(int number) {
        this.number = number;
    }

    /** In decoder.py. */
    int number() {
        return number;
    }
}
