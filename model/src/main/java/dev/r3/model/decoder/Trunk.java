package dev.r3.model.decoder;

/**
 * The row of the cache that another one goes on from.
 *
 * @param row the trunk's row
 * @param length how many of its first tokens come before the other row's own
 */
public record Trunk(int row, int length) {
    /** A row that holds its whole sequence itself. */
    public static final Trunk NONE = new Trunk(0, 0);

    public Trunk {
        if (row < 0 || length < 0) {
            throw new IllegalArgumentException("a trunk of " + length + " tokens in row " + row);
        }
    }
}
