package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A spec with everything it names found and digested.
 *
 * @param digest SHA-256 of the canonical JSON with defaults filled in and inputs replaced by their digests
 * @param verifier the verifier's fingerprint
 * @param source the data set's file
 * @param models by the names of their weights in arms; none where no stage needs one
 * @param checks the data that forgetting is checked on, by its names; none where nothing is evaluated
 * @param until the last stage
 */
public record ResolvedSpec(
        ExperimentSpec spec,
        Digest digest,
        Digest verifier,
        Path source,
        Digest sourceDigest,
        SortedMap<String, ResolvedModel> models,
        SortedMap<String, ResolvedData> checks,
        StageKind until) {
    public ResolvedSpec {
        requireNonNull(spec, "spec is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(verifier, "verifier is null");
        requireNonNull(source, "source is null");
        requireNonNull(sourceDigest, "sourceDigest is null");
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
        checks = Collections.unmodifiableSortedMap(new TreeMap<>(checks));
        requireNonNull(until, "until is null");
    }

    /** The checkpoints among the models. */
    public SortedMap<String, ModelFolder> checkpoints() {
        SortedMap<String, ModelFolder> checkpoints = new TreeMap<>();
        models.forEach((weights, model) -> {
            if (model instanceof ModelFolder folder) {
                checkpoints.put(weights, folder);
            }
        });
        return checkpoints;
    }

    public ExperimentId experiment() {
        return ExperimentId.of(spec.name(), digest);
    }
}
