package dev.r3.activities.dataset;

/** How many tasks each side has. */
public record SplitSizes(long train, long validation, long test) {

    public long total() {
        return train + validation + test;
    }

    public long of(Side side) {
        return switch (side) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }
}
