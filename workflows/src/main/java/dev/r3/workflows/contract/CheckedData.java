package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A data set that forgetting is checked on, as an experiment was started with it.
 *
 * @param verifier fingerprint of the verifier that judges the answers
 * @param source the file as uploaded
 */
public record CheckedData(Digest verifier, ArtifactRef source) {
    public CheckedData {
        requireNonNull(verifier, "verifier is null");
        requireNonNull(source, "source is null");
    }

    /** The name of the stage in which the data set of this name is ingested. */
    public static String stage(String name) {
        return part(name, StageKind.DATASET.label());
    }

    static String part(String name, String part) {
        return "forgetting/%s/%s".formatted(name, part);
    }
}
