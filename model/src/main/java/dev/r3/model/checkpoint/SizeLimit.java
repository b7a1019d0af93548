package dev.r3.model.checkpoint;

/** The largest value of a size that memory is taken for. Far above any model, far below what ends the process. */
enum SizeLimit {
    LAYERS(10_000),
    HEAD_SIZE(1 << 16);

    private final int largest;

    SizeLimit(int largest) {
        this.largest = largest;
    }

    int largest() {
        return largest;
    }
}
