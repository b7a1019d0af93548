package dev.r3.model.snapshot;

/**
 * Which snapshots stay: the last ones, and the one that the newest state names as its best.
 *
 * @param keepLast at least 2, as a damaged one needs one before it
 */
public record Retention(int keepLast) {
    public Retention {
        if (keepLast < 2) {
            throw new IllegalArgumentException("the last 2 snapshots at least are kept, not " + keepLast);
        }
    }
}
