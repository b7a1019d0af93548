package dev.r3.verifiers.functioncalling.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.api.InvalidTaskException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads tool descriptions: xlam's flat map of parameters, and JSON schemas bare or in OpenAI's envelope
 * {@code {"type": "function", "function": …}}.
 */
public final class ToolReader {

    private ToolReader() {}

    /**
     * The tools that a list describes; one that is described twice in the same way counts once.
     *
     * @throws InvalidTaskException {@code invalid-tool} if a description has no name or parameters that are no objects,
     *     {@code duplicate-tool} if two that differ have one name
     */
    public static List<Tool> read(JsonNode descriptions) throws InvalidTaskException {
        Map<String, Tool> tools = new LinkedHashMap<>();
        for (JsonNode description : descriptions) {
            Tool tool = tool(description);
            Tool other = tools.putIfAbsent(tool.name(), tool);
            if (other != null && !other.equals(tool)) {
                throw new InvalidTaskException("duplicate-tool", "two tools have the name '" + tool.name() + "'");
            }
        }
        return List.copyOf(tools.values());
    }

    private static Tool tool(JsonNode description) throws InvalidTaskException {
        boolean wrapped = description.path("function").isObject();
        JsonNode function = wrapped ? description.path("function") : description;
        String name = function.path("name").asText();
        if (!function.path("name").isTextual() || name.isEmpty()) {
            throw new InvalidTaskException("invalid-tool", "a tool has no name");
        }
        JsonNode parameters = function.path("parameters");
        if (!parameters.isObject() && !parameters.isMissingNode() && !parameters.isNull()) {
            throw new InvalidTaskException("invalid-tool", "the parameters of '%s' are no object".formatted(name));
        }
        if (isSchema(parameters)) {
            return new Tool(
                    name, schemaParameters(name, parameters), wrapped ? description : ToolSchema.function(function));
        }
        Map<String, Parameter> flat = flatParameters(name, parameters);
        String text = function.path("description").asText();
        return new Tool(name, flat, ToolSchema.of(name, text, List.copyOf(flat.values())));
    }

    /** In a flat map a parameter that happens to be called {@code type} or {@code properties} is an object. */
    private static boolean isSchema(JsonNode parameters) {
        return parameters.path("type").isTextual();
    }

    private static Map<String, Parameter> schemaParameters(String tool, JsonNode schema) throws InvalidTaskException {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : schema.path("properties").properties()) {
            String name = entry.getKey();
            JsonNode property = requireObject(tool, name, entry.getValue());
            String description = property.path("description").asText();
            boolean optional = !required.contains(name);
            parameters.put(
                    name, Parameter.of(name, description, SchemaType.of(property), optional, property.get("default")));
        }
        return parameters;
    }

    private static Map<String, Parameter> flatParameters(String tool, JsonNode flat) throws InvalidTaskException {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : flat.properties()) {
            String name = entry.getKey();
            JsonNode parameter = requireObject(tool, name, entry.getValue());
            var type = ParameterTypeParser.parse(parameter.path("type").asText());
            String description = parameter.path("description").asText();
            parameters.put(
                    name, Parameter.of(name, description, type.type(), type.optional(), parameter.get("default")));
        }
        return parameters;
    }

    private static JsonNode requireObject(String tool, String parameter, JsonNode description)
            throws InvalidTaskException {
        if (!description.isObject()) {
            throw new InvalidTaskException(
                    "invalid-tool", "parameter '%s' of '%s' is no object".formatted(parameter, tool));
        }
        return description;
    }
}
