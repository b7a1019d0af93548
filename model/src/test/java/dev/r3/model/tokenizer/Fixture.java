package dev.r3.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A checkpoint of the tests with what transformers makes of it. */
record Fixture(String name, Path folder, JsonNode reference, ChatTokenizer chat) {

    private static final Map<String, Fixture> OPENED = new ConcurrentHashMap<>();

    static Stream<Fixture> all() {
        return Stream.of(
                        "llama31", "mistral", "phi3-4k", "phi3-longrope", "qwen2-sharded-untied", "qwen2-tied", "qwen3")
                .map(Fixture::of);
    }

    static Fixture of(String name) {
        return OPENED.computeIfAbsent(name, Fixture::open);
    }

    private static Fixture open(String name) {
        Path folder = Path.of("src/test/resources/fixtures", name);
        try {
            JsonNode reference =
                    new JsonMapper().readTree(folder.resolve("reference.json").toFile());
            return new Fixture(name, folder, reference, ChatTokenizer.open(folder));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
