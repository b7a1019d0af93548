package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;
import java.nio.file.Path;

/**
 * A task family and a file of its tasks, found and digested.
 *
 * @param verifier the verifier's fingerprint
 */
public record ResolvedData(Digest verifier, Path source, Digest sourceDigest) {
    public ResolvedData {
        requireNonNull(verifier, "verifier is null");
        requireNonNull(source, "source is null");
        requireNonNull(sourceDigest, "sourceDigest is null");
    }
}
