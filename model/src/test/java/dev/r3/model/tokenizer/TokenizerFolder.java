package dev.r3.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A copy of a fixture's tokenizer files to change. */
public record TokenizerFolder(Path folder) {

    private static final JsonMapper MAPPER = new JsonMapper();

    public static TokenizerFolder copyOf(String fixture, Path into) throws IOException {
        for (String name :
                new String[] {"tokenizer.json", "tokenizer_config.json", "generation_config.json", "config.json"}) {
            Files.copy(Path.of("src/test/resources/fixtures", fixture, name), into.resolve(name));
        }
        return new TokenizerFolder(into);
    }

    public TokenizerFolder change(String file, Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode) MAPPER.readTree(folder.resolve(file).toFile());
        change.accept(json);
        return write(file, MAPPER.writeValueAsString(json));
    }

    public TokenizerFolder write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
        return this;
    }

    public TokenizerFolder remove(String file) throws IOException {
        Files.delete(folder.resolve(file));
        return this;
    }

    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
