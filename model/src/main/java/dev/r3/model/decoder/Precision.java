package dev.r3.model.decoder;

/** What a decoder's weights, activations and cache are held in. Scores and log-probabilities are always float32. */
public enum Precision {
    FLOAT32(Float.BYTES),
    BFLOAT16(Short.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes a number. */
    public int bytes() {
        return bytes;
    }
}
