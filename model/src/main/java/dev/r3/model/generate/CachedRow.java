package dev.r3.model.generate;

/** A sequence in the cache. Only {@link RowTable} moves it. */
final class CachedRow {
    private int index;
    private int length;

    CachedRow(int index) {
        this.index = index;
    }

    /** Which row of the cache holds it. */
    int index() {
        return index;
    }

    void moveTo(int index) {
        this.index = index;
    }

    /** Its tokens whose keys and values are there. */
    int length() {
        return length;
    }

    void setLength(int length) {
        this.length = length;
    }
}
