package dev.r3.verifiers.functioncalling.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.functioncalling.tool.ParameterType;
import dev.r3.verifiers.functioncalling.tool.ParameterType.DictionaryOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.ListOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.Plain;
import dev.r3.verifiers.functioncalling.tool.ParameterType.SetOf;
import dev.r3.verifiers.functioncalling.tool.ParameterType.TupleOf;

/** What a value is, as Python's own types tell. */
enum ValueKind {
    STRING,
    INTEGER,
    FLOAT,
    BOOLEAN,
    NULL,
    LIST,
    OBJECT,
    /** No one kind: of types only. */
    ANYTHING;

    static ValueKind of(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> STRING;
            case NUMBER -> value.isIntegralNumber() ? INTEGER : FLOAT;
            case BOOLEAN -> BOOLEAN;
            case ARRAY -> LIST;
            case OBJECT -> OBJECT;
            default -> NULL;
        };
    }

    static ValueKind of(ParameterType type) {
        if (type instanceof Plain plain) {
            return switch (plain) {
                case TEXT -> STRING;
                case INTEGER -> INTEGER;
                case NUMBER -> FLOAT;
                case BOOLEAN -> BOOLEAN;
                case NULL -> NULL;
                case ANYTHING -> ANYTHING;
            };
        }
        if (type instanceof ListOf || type instanceof SetOf || type instanceof TupleOf) {
            return LIST;
        }
        return type instanceof DictionaryOf ? OBJECT : ANYTHING;
    }

    /** The kind in words with its article. */
    String words() {
        return switch (this) {
            case INTEGER -> "an integer";
            case OBJECT -> "an object";
            case ANYTHING -> "any value";
            case NULL -> "null";
            default -> "a " + name().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
