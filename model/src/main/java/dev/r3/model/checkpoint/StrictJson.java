package dev.r3.model.checkpoint;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Untrusted JSON: no duplicate keys, nothing behind the value, bounded depth and size. */
public final class StrictJson {
    private static final long LARGEST_FILE = 64L << 20;
    private static final int DEEPEST = 32;

    private static final ObjectMapper MAPPER = mapper();

    private StrictJson() {}

    /** The JSON of a small file such as config.json. */
    public static JsonNode read(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new CheckpointException(file, "file", "at most " + LARGEST_FILE + " bytes", size + " bytes");
            }
            return parse(file, "file", Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CheckpointException(file, "file", "a readable file", e);
        }
    }

    static JsonNode parse(Path file, String place, byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new CheckpointException(file, place, "valid JSON", e);
        }
    }

    static byte[] write(JsonNode node) throws IOException {
        return MAPPER.writeValueAsBytes(node);
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
        return mapper;
    }
}
