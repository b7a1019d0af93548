package dev.r3.activities.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.workflows.contract.Digest;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which code of R3 a stage was computed by: that of the worker that committed it, and those of whoever computed its shards,
 * which lie in its summary.
 *
 * @param digests of all, none twice, in hex; {@link #UNKNOWN} is the last where an older R3 recorded none
 */
public record StageCode(SortedSet<String> digests) {
    /** Sorts after any digest. */
    public static final String UNKNOWN = "not recorded";

    private static final String CODE = "code";

    public StageCode {
        digests = Collections.unmodifiableSortedSet(new TreeSet<>(digests));
    }

    /** Of a committed stage. */
    public static StageCode of(Manifest manifest) {
        JsonNode summary = manifest.summary();
        SortedSet<String> digests = new TreeSet<>();
        Digest committer = manifest.code();
        digests.add(committer == null ? UNKNOWN : committer.hex());
        summary.path(CODE).forEach(part -> digests.add(part.asText()));
        // An older R3 told its shards' hardware, and not their code.
        if (summary.has(StageCost.HARDWARE) && !summary.has(CODE)) {
            digests.add(UNKNOWN);
        }
        return new StageCode(digests);
    }

    /** Of all parts of a stage. */
    static StageCode of(List<Manifest> parts) {
        SortedSet<String> digests = new TreeSet<>();
        parts.forEach(part -> digests.addAll(of(part).digests()));
        return new StageCode(digests);
    }

    /** Those that were recorded. */
    public Stream<String> recorded() {
        return digests.stream().filter(digest -> !digest.equals(UNKNOWN));
    }

    /** Says in the summary of a stage what its parts were computed by. */
    public ObjectNode noteIn(ObjectNode summary) {
        ArrayNode parts = summary.putArray(CODE);
        digests.forEach(parts::add);
        return summary;
    }
}
