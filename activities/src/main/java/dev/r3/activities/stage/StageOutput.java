package dev.r3.activities.stage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.workflows.contract.Digest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a stage's work made, still on local disk.
 *
 * @param files by the name they get in the manifest
 * @param content digest of the result, independent of file formats
 * @param summary a small JSON object
 * @param timed names of files that hold times, and so are other ones whenever they are made
 */
public record StageOutput(SortedMap<String, Path> files, Digest content, JsonNode summary, Set<String> timed) {
    public StageOutput {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        requireNonNull(content, "content is null");
        requireNonNull(summary, "summary is null");
        timed = Set.copyOf(timed);
    }

    public static StageOutput of(Map<String, Path> files, Digest content, JsonNode summary) {
        return new StageOutput(new TreeMap<>(files), content, summary, Set.of());
    }

    /** The same, with files that hold times. */
    public StageOutput timed(String... names) {
        return new StageOutput(files, content, summary, Set.of(names));
    }
}
