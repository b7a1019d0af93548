package dev.r3.infra.s3;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;

/**
 * A piece of a file.
 *
 * @param number counts from 1
 * @param offset of its first byte
 * @param size in bytes
 */
record FilePart(int number, long offset, long size, Digest sha256) {
    FilePart {
        requireNonNull(sha256, "sha256 is null");
    }
}
