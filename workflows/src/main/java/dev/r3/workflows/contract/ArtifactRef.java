package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A stored object: workflows pass this, never the data.
 *
 * @param size in bytes
 */
public record ArtifactRef(ArtifactKey key, Digest sha256, long size) {
    public ArtifactRef {
        requireNonNull(key, "key is null");
        requireNonNull(sha256, "sha256 is null");
        if (size < 0) {
            throw new IllegalArgumentException("size is negative: " + size);
        }
    }
}
