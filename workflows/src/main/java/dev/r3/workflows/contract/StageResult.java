package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A committed stage.
 *
 * @param digest names the stage: its kind, version, parameters and inputs
 * @param manifest the committed manifest, which lists the files
 * @param content digest of what the stage produced, independent of file formats: what later stages take as their input
 * @param origin how this experiment came by it
 * @param explanation why it was computed or reused, for people
 */
public record StageResult(
        StageKind kind, Digest digest, ArtifactRef manifest, Digest content, Origin origin, String explanation) {

    /** How an experiment came by a stage. */
    public enum Origin {
        /** This attempt computed and committed it. */
        COMPUTED,
        /** It stood already. */
        REUSED,
        /** Another attempt committed it first; its files were taken. */
        ADOPTED,
        /** It stood already, and was computed again with the same outcome. */
        RECOMPUTED
    }

    public StageResult {
        requireNonNull(kind, "kind is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(manifest, "manifest is null");
        requireNonNull(content, "content is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(explanation, "explanation is null");
    }
}
