package dev.r3.activities.stage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.StageKind;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What makes a stage this stage. Two stages with one identity have one digest and one result, whoever computes it.
 *
 * @param version the kind's declared version: raise it when the same inputs give another result
 * @param parameters everything of the spec that the result depends on
 * @param inputs content digests of what it reads
 */
public record StageIdentity(StageKind kind, int version, JsonNode parameters, SortedMap<String, Digest> inputs) {
    public StageIdentity {
        requireNonNull(kind, "kind is null");
        requireNonNull(parameters, "parameters is null");
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    public static StageIdentity of(StageKind kind, int version, JsonNode parameters, Map<String, Digest> inputs) {
        return new StageIdentity(kind, version, parameters, new TreeMap<>(inputs));
    }

    /** SHA-256 of the canonical JSON of all four components. */
    public Digest digest() {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        identity.put("kind", kind.label()).put("version", version).set("parameters", parameters);
        ObjectNode digests = identity.putObject("inputs");
        inputs.forEach((name, digest) -> digests.put(name, digest.hex()));
        return new Digest(CanonicalJson.sha256(identity));
    }

    /** The folder of everything that attempts at this stage write. */
    public ArtifactKey folder() {
        return folder(kind, digest());
    }

    /** The same of a stage that is known by its digest. */
    public static ArtifactKey folder(StageKind kind, Digest digest) {
        return ArtifactKey.of("stages", kind.label(), digest.hex());
    }

    /** The object whose existence commits the stage. */
    public ArtifactKey manifestKey() {
        return folder().resolve("manifest.json");
    }
}
