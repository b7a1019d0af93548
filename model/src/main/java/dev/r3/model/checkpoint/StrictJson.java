package dev.r3.model.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
            return MAPPER.readTree(text(file, place, json));
        } catch (JacksonException e) {
            throw new CheckpointException(file, place, "valid JSON", e);
        }
    }

    /** Jackson alone would also take UTF-16 and a byte order mark, which the readers of other languages refuse. */
    private static String text(Path file, String place, byte[] json) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CheckpointException(file, place, "UTF-8", e);
        }
    }

    /** Without blanks. */
    static byte[] write(JsonNode node) throws IOException {
        return MAPPER.writeValueAsBytes(node);
    }

    /** For people to read, as Python's json writes it with an indent of 2. */
    public static byte[] writeIndented(JsonNode node) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withArrayIndenter(indenter)
                .withObjectIndenter(indenter);
        return MAPPER.writer(printer).writeValueAsBytes(node);
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
