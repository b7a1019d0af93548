package dev.r3.model.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The templates that transformers rendered for the tests; the README beside them tells how. */
final class TemplateCases {

    static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 4, 15, 6, 7);

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final JsonNode FILE = read(RESOURCES.resolve("templates/cases.json"));

    /** A template, its variables, and what is expected, of which the fields tell. */
    record Case(String name, String template, Map<String, JsonNode> variables, JsonNode expected) {

        @Override
        public String toString() {
            return name;
        }
    }

    private TemplateCases() {}

    static Stream<Case> all() {
        return stream(FILE.path("cases")).map(json -> {
            JsonNode template = json.path("template");
            return new Case(
                    json.path("name").textValue(),
                    template.isTextual()
                            ? template.textValue()
                            : FILE.path("families")
                                    .path(template.path("family").textValue())
                                    .textValue(),
                    variables(json.has("variables") ? json.path("variables") : FILE.path("shared")),
                    json);
        });
    }

    static Stream<String> unsupported() {
        return stream(FILE.path("unsupported")).map(JsonNode::textValue);
    }

    static Map<String, JsonNode> sharedVariables() {
        return variables(FILE.path("shared"));
    }

    /** The chat templates of the checkpoints of the tests, and the longer ones of the cases. */
    static List<String> chatTemplates() {
        Stream<String> published = Stream.of("llama31", "mistral", "phi3-4k", "qwen2-tied", "qwen3")
                .map(name -> read(RESOURCES.resolve("fixtures/" + name + "/tokenizer_config.json"))
                        .path("chat_template")
                        .textValue());
        return Stream.concat(published, stream(FILE.path("families")).map(JsonNode::textValue))
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false);
    }

    private static Map<String, JsonNode> variables(JsonNode json) {
        Map<String, JsonNode> variables = new HashMap<>();
        json.properties().forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
        return variables;
    }

    private static JsonNode read(Path file) {
        try {
            return new JsonMapper().readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
