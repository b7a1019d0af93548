package dev.r3.activities.dataset;

/** How many tasks each side has. */
public record SplitSizes(long train, long validation, long test) {

    public long total() {
        return train + validation + test;
    }
}
