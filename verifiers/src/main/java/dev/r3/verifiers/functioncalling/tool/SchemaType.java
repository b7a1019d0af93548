package dev.r3.verifiers.functioncalling.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.functioncalling.tool.ParameterType.DictionaryOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.ListOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.Plain;
import dev.r3.verifiers.functioncalling.tool.ParameterType.SetOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.UnionOf;
import java.util.ArrayList;
import java.util.List;

/** Reads the types of JSON schemas, as deep as they bear on values. */
final class SchemaType {

    private static final int DEPTH = 16;

    private SchemaType() {}

    static ParameterType of(JsonNode schema) {
        return of(schema, 0);
    }

    private static ParameterType of(JsonNode schema, int depth) {
        if (depth > DEPTH) {
            return Plain.ANYTHING;
        }
        JsonNode alternatives = schema.path("anyOf");
        if (alternatives.isArray() && !alternatives.isEmpty()) {
            return union(alternatives, depth);
        }
        JsonNode type = schema.path("type");
        if (type.isArray() && !type.isEmpty()) {
            List<ParameterType> members = new ArrayList<>();
            type.forEach(name -> members.add(named(name.asText(), schema, depth)));
            return new UnionOf(members);
        }
        return named(type.asText(), schema, depth);
    }

    private static ParameterType union(JsonNode schemas, int depth) {
        List<ParameterType> members = new ArrayList<>();
        schemas.forEach(schema -> members.add(of(schema, depth + 1)));
        return new UnionOf(members);
    }

    private static ParameterType named(String name, JsonNode schema, int depth) {
        ParameterType plain = ParameterTypeParser.parse(name).type();
        if (plain instanceof ListOf && schema.path("uniqueItems").asBoolean()) {
            return new SetOf(of(schema.path("items"), depth + 1));
        }
        if (plain instanceof ListOf && schema.has("items")) {
            return new ListOf(of(schema.path("items"), depth + 1));
        }
        if (plain instanceof DictionaryOf && schema.path("additionalProperties").isObject()) {
            return new DictionaryOf(of(schema.path("additionalProperties"), depth + 1));
        }
        return plain;
    }
}
