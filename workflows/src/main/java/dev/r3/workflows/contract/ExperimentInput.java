package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.spec.ExperimentSpec;

/**
 * What an experiment runs on.
 *
 * @param specDigest digest of the resolved spec
 * @param verifier fingerprint of the verifier that the spec was resolved with; a worker with another one refuses
 * @param source the data set's file as uploaded
 * @param until the last stage to run
 * @param provenance who started it from which code
 */
public record ExperimentInput(
        ExperimentId id,
        ExperimentSpec spec,
        Digest specDigest,
        Digest verifier,
        ArtifactRef source,
        StageKind until,
        Provenance provenance) {

    /**
     * Who started the experiment, and from which code.
     *
     * @param commit git commit of R3, or empty
     */
    public record Provenance(String user, String commit) {
        public Provenance {
            requireNonNull(user, "user is null");
            requireNonNull(commit, "commit is null");
        }
    }

    public ExperimentInput {
        requireNonNull(id, "id is null");
        requireNonNull(spec, "spec is null");
        requireNonNull(specDigest, "specDigest is null");
        requireNonNull(verifier, "verifier is null");
        requireNonNull(source, "source is null");
        requireNonNull(until, "until is null");
        requireNonNull(provenance, "provenance is null");
    }
}
