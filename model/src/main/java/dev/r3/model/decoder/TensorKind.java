package dev.r3.model.decoder;

/** What belongs to each of a decoder's weights; in the order that decoder.py numbers them. */
public enum TensorKind {
    WEIGHT,
    GRADIENT,
    /** AdamW's running mean of the gradient. */
    FIRST_MOMENT,
    /** AdamW's running mean of the gradient's square. */
    SECOND_MOMENT
}
