package dev.r3.verifiers.functioncalling.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.functioncalling.tool.ParameterType.DictionaryOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.ListOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.Plain;
import dev.r3.verifiers.functioncalling.tool.ParameterType.SetOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.TupleOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.UnionOf;
import java.util.List;

/** Writes tools as JSON schemas in OpenAI's form. */
final class ToolSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ToolSchema() {}

    static ObjectNode of(String name, String description, List<Parameter> parameters) {
        ObjectNode properties = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        for (Parameter parameter : parameters) {
            properties.set(parameter.name(), property(parameter));
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        ObjectNode schema = JSON.objectNode().put("type", "object");
        schema.set("properties", properties);
        schema.set("required", required);
        ObjectNode function = JSON.objectNode().put("name", name).put("description", description);
        function.set("parameters", schema);
        return function(function);
    }

    /** A function's description in its envelope. */
    static ObjectNode function(JsonNode function) {
        ObjectNode tool = JSON.objectNode().put("type", "function");
        tool.set("function", function);
        return tool;
    }

    private static ObjectNode property(Parameter parameter) {
        ObjectNode property = type(parameter.type());
        property.put("description", parameter.description());
        if (parameter.declaredDefault() != null) {
            property.set("default", parameter.declaredDefault());
        }
        return property;
    }

    private static ObjectNode type(ParameterType type) {
        ObjectNode schema = JSON.objectNode();
        if (type instanceof Plain plain) {
            return plain == Plain.ANYTHING ? schema : schema.put("type", name(plain));
        }
        if (type instanceof ListOf list) {
            schema.put("type", "array").set("items", type(list.item()));
        } else if (type instanceof SetOf set) {
            schema.put("type", "array").put("uniqueItems", true).set("items", type(set.item()));
        } else if (type instanceof TupleOf tuple) {
            schema.put("type", "array");
            if (!tuple.items().isEmpty()) {
                schema.set("prefixItems", types(tuple.items()));
            }
        } else if (type instanceof DictionaryOf dictionary) {
            schema.put("type", "object").set("additionalProperties", type(dictionary.value()));
        } else if (type instanceof UnionOf union) {
            schema.set("anyOf", types(union.members()));
        }
        return schema;
    }

    private static ArrayNode types(List<ParameterType> types) {
        ArrayNode schemas = JSON.arrayNode();
        types.forEach(type -> schemas.add(type(type)));
        return schemas;
    }

    private static String name(Plain type) {
        return switch (type) {
            case TEXT -> "string";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case ANYTHING -> throw new IllegalArgumentException("any type has no name");
        };
    }
}
