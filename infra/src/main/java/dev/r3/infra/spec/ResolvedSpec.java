package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.nio.file.Path;

/**
 * A spec with everything it names found and digested.
 *
 * @param digest SHA-256 of the canonical JSON with defaults filled in and inputs replaced by their digests
 * @param verifier the verifier's fingerprint
 * @param source the data set's file
 */
public record ResolvedSpec(ExperimentSpec spec, Digest digest, Digest verifier, Path source, Digest sourceDigest) {
    public ResolvedSpec {
        requireNonNull(spec, "spec is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(verifier, "verifier is null");
        requireNonNull(source, "source is null");
        requireNonNull(sourceDigest, "sourceDigest is null");
    }

    public ExperimentId experiment() {
        return ExperimentId.of(spec.name(), digest);
    }
}
