package dev.r3.infra.s3;

/**
 * Which files go up in parts, and in which. S3 takes at most 5 GiB in one piece, and at most 10,000 parts of at least 5
 * MiB each. Parts also bound what a broken connection costs.
 *
 * @param above a longer file goes up in parts
 * @param least bytes of each part but the last, unless that made too many parts
 */
record S3Parts(long above, long least) {
    static final int MOST_PARTS = 10_000;

    private static final long PART_BYTES = 64 << 20;
    private static final long MULTIPART_ABOVE_BYTES = 64 << 20;

    static final S3Parts DEFAULT = new S3Parts(MULTIPART_ABOVE_BYTES, PART_BYTES);

    S3Parts {
        if (above < 1 || least < 1) {
            throw new IllegalArgumentException("sizes are below 1: %d, %d".formatted(above, least));
        }
    }

    boolean applyTo(long fileBytes) {
        return fileBytes > above;
    }

    /** The bytes of each part of a file but the last. */
    long partBytes(long fileBytes) {
        return Math.max(least, (fileBytes + MOST_PARTS - 1) / MOST_PARTS);
    }
}
