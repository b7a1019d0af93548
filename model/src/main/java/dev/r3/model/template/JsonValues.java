package dev.r3.model.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as values of the template language. */
final class JsonValues {

    private static final int DEEPEST = 200;

    private JsonValues() {}

    static Value of(JsonNode json) {
        return of(json, 0);
    }

    private static Value of(JsonNode json, int depth) {
        if (depth > DEEPEST) {
            throw new ValueException("JSON nested deeper than " + DEEPEST);
        }
        return switch (json.getNodeType()) {
            case NULL -> None.NONE;
            case BOOLEAN -> Bool.of(json.booleanValue());
            case STRING -> new Text(json.textValue());
            case NUMBER -> number(json);
            case ARRAY -> list(json, depth);
            case OBJECT -> mapping(json, depth);
            default -> throw new ValueException("no JSON value: " + json.getNodeType());
        };
    }

    private static Value number(JsonNode json) {
        if (!json.isIntegralNumber()) {
            return new RealNumber(json.doubleValue());
        }
        BigInteger whole = json.bigIntegerValue();
        return new WholeNumber(whole);
    }

    private static Value list(JsonNode json, int depth) {
        List<Value> items = new ArrayList<>(json.size());
        json.forEach(item -> items.add(of(item, depth + 1)));
        return Sequence.list(items);
    }

    private static Value mapping(JsonNode json, int depth) {
        Map<String, Value> entries = new LinkedHashMap<>();
        json.properties().forEach(entry -> entries.put(entry.getKey(), of(entry.getValue(), depth + 1)));
        return Mapping.of(entries);
    }
}
