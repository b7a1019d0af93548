package dev.r3.model.tokenizer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small JSON files of a checkpoint's folder. */
final class JsonFiles {

    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonFiles() {}

    /** The object in the file; an empty one if there is no such file. */
    static ObjectNode readIfThere(Path file) throws IOException {
        if (!Files.exists(file)) {
            return MAPPER.createObjectNode();
        }
        try {
            JsonNode json = MAPPER.readTree(file.toFile());
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new InvalidTokenizerException(file, "no JSON object");
        } catch (JacksonException malformed) {
            throw new InvalidTokenizerException(file, "malformed JSON, " + malformed.getOriginalMessage(), malformed);
        }
    }
}
