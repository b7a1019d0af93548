package dev.r3.verifiers.functioncalling.tool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A tool that a task offers.
 *
 * @param parameters by name, in the description's order
 * @param schema the tool as chat templates take it: OpenAI's {@code {"type": "function", "function": …}}
 */
public record Tool(String name, Map<String, Parameter> parameters, JsonNode schema) {
    public Tool {
        requireNonNull(name, "name is null");
        requireNonNull(schema, "schema is null");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public Optional<Parameter> parameter(String parameter) {
        return Optional.ofNullable(parameters.get(parameter));
    }
}
