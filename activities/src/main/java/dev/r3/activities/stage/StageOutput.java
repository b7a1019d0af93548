package dev.r3.activities.stage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.workflows.contract.Digest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a stage's work made, still on local disk.
 *
 * @param files by the name they get in the manifest
 * @param content digest of the result, independent of file formats
 * @param summary a small JSON object
 */
public record StageOutput(SortedMap<String, Path> files, Digest content, JsonNode summary) {
    public StageOutput {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        requireNonNull(content, "content is null");
        requireNonNull(summary, "summary is null");
    }

    public static StageOutput of(Map<String, Path> files, Digest content, JsonNode summary) {
        return new StageOutput(new TreeMap<>(files), content, summary);
    }
}
