package dev.r3.model.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The fields of a JSON object, each of the type it must have. */
record ManifestFields(JsonNode json) {

    List<String> names() {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    boolean has(String name) {
        return json.has(name);
    }

    long whole(String name) {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw mistyped(name, "a whole number");
        }
        return value.longValue();
    }

    double number(String name) {
        if (!json.path(name).isNumber()) {
            throw mistyped(name, "a number");
        }
        return json.path(name).doubleValue();
    }

    String text(String name) {
        String value = json.path(name).textValue();
        if (value == null) {
            throw mistyped(name, "a string");
        }
        return value;
    }

    ManifestFields object(String name) {
        if (!json.path(name).isObject()) {
            throw mistyped(name, "an object");
        }
        return new ManifestFields(json.path(name));
    }

    private static IllegalArgumentException mistyped(String name, String expected) {
        return new IllegalArgumentException(name + " is not " + expected);
    }
}
