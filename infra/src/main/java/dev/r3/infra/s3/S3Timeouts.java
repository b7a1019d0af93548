package dev.r3.infra.s3;

import java.time.Duration;

/**
 * How long an S3 server may take. The SDK's own defaults end no call that only trickles, and no upload that the server
 * stops reading.
 *
 * @param connect for a connection to stand
 * @param silence between two pieces of an answer
 * @param call for a call with all its retries, before the bytes it moves
 * @param slowestBytesPerSecond the slowest transfer that still counts as one
 */
record S3Timeouts(Duration connect, Duration silence, Duration call, long slowestBytesPerSecond) {

    static final S3Timeouts DEFAULT =
            new S3Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(1), 256 << 10);

    S3Timeouts {
        if (slowestBytesPerSecond < 1) {
            throw new IllegalArgumentException("slowestBytesPerSecond is below 1: " + slowestBytesPerSecond);
        }
    }

    /** For a call that moves so many bytes. */
    Duration transfer(long bytes) {
        return call.plusSeconds(bytes / slowestBytesPerSecond);
    }
}
