package dev.r3.activities.stage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.StageKind;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The record of a committed stage. Once it stands it never changes.
 *
 * @param files what the stage made, by name
 * @param content digest of the result, independent of file formats
 * @param summary a small JSON object for people and reports
 * @param experiment the experiment whose attempt committed it
 * @param attempt the attempt's own id, part of its files' keys
 * @param startedAt when that attempt began, in milliseconds since 1970
 * @param committedAt in milliseconds since 1970
 * @param hardware of the worker that committed it; null if an older R3 did ({@link StageCost} has its shards' too)
 * @param code of R3 that this worker ran; null if an older R3 did ({@link StageCode} has its shards' too)
 */
public record Manifest(
        StageKind kind,
        int version,
        Digest digest,
        JsonNode parameters,
        SortedMap<String, Digest> inputs,
        SortedMap<String, ArtifactRef> files,
        Digest content,
        JsonNode summary,
        String experiment,
        String attempt,
        long startedAt,
        long committedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Hardware hardware,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Digest code) {
    public Manifest {
        requireNonNull(kind, "kind is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(parameters, "parameters is null");
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        requireNonNull(content, "content is null");
        requireNonNull(summary, "summary is null");
        requireNonNull(experiment, "experiment is null");
        requireNonNull(attempt, "attempt is null");
    }

    /** How long the attempt took. */
    public double seconds() {
        return (committedAt - startedAt) / 1e3;
    }

    /** The file of this name. */
    public ArtifactRef file(String name) {
        ArtifactRef file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException(
                    "stage %s has no file '%s'; it has %s".formatted(digest, name, files.keySet()));
        }
        return file;
    }
}
