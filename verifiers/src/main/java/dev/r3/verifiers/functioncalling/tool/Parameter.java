package dev.r3.verifiers.functioncalling.tool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a tool.
 *
 * @param required whether a call must give it
 * @param declaredDefault the default in the tool's description, null if it has none
 * @param defaults what leaving it out stands for: the default, and the default as its type reads it; empty if leaving it
 *     out stands for nothing
 */
public record Parameter(
        String name,
        String description,
        ParameterType type,
        boolean required,
        @Nullable JsonNode declaredDefault,
        List<JsonNode> defaults) {

    public Parameter {
        requireNonNull(name, "name is null");
        requireNonNull(description, "description is null");
        requireNonNull(type, "type is null");
        defaults = List.copyOf(defaults);
    }

    static Parameter of(
            String name, String description, ParameterType type, boolean optional, @Nullable JsonNode declared) {
        List<JsonNode> defaults = List.of();
        if (declared != null) {
            defaults = DefaultValue.readings(declared, type);
        } else if (optional) {
            // Python's own reading of an optional parameter without a default.
            defaults = List.of(NullNode.instance);
        }
        return new Parameter(name, description, type, !optional && declared == null, declared, defaults);
    }
}
