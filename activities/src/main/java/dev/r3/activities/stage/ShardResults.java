package dev.r3.activities.stage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/**
 * What a stage's shards came to, in their order.
 *
 * @param files their results
 * @param cost of the shards that had been computed before
 */
public record ShardResults(List<Path> files, List<Manifest> manifests, StageCost cost) {
    public ShardResults {
        files = List.copyOf(files);
        manifests = List.copyOf(manifests);
        requireNonNull(cost, "cost is null");
    }

    /** What their summaries say, of one thing what the last one says of it, what they took, and by which code. */
    public ObjectNode notes() {
        ObjectNode notes = SpecTree.empty();
        manifests.forEach(manifest -> notes.setAll((ObjectNode) manifest.summary()));
        return StageCode.of(manifests).noteIn(cost.noteIn(notes));
    }
}
