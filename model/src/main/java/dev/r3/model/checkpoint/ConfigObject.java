package dev.r3.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An object of config.json with typed access; a null counts as absent, a value of a wrong kind is an error. */
record ConfigObject(Path file, String place, JsonNode node) {
    private static final String ROOT = "file";

    static ConfigObject of(Path file, JsonNode node) {
        return require(file, ROOT, node);
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    String text(String key, String absent) {
        if (!has(key)) {
            return absent;
        }
        return checked(key, "a string", node.get(key).isTextual()).textValue();
    }

    boolean flag(String key) {
        return has(key)
                && checked(key, "true or false", node.get(key).isBoolean()).booleanValue();
    }

    int size(String key) {
        JsonNode value = node.path(key);
        return checked(
                        key,
                        "a whole number from 1",
                        value.canConvertToInt() && value.isIntegralNumber() && value.intValue() > 0)
                .intValue();
    }

    /** A size that memory is taken for before any tensor proves it. */
    int size(String key, SizeLimit limit) {
        JsonNode value = node.path(key);
        return checked(
                        key,
                        "a whole number from 1 to " + limit.largest(),
                        value.canConvertToInt()
                                && value.isIntegralNumber()
                                && value.intValue() > 0
                                && value.intValue() <= limit.largest())
                .intValue();
    }

    int size(String key, int absent) {
        return has(key) ? size(key) : absent;
    }

    double positive(String key) {
        JsonNode value = node.path(key);
        return checked(key, "a positive number", isPositive(value)).doubleValue();
    }

    double positive(String key, double absent) {
        return has(key) ? positive(key) : absent;
    }

    private static boolean isPositive(JsonNode value) {
        return value.isNumber() && value.doubleValue() > 0 && Double.isFinite(value.doubleValue());
    }

    List<Double> numbers(String key, int count) {
        JsonNode array = checked(
                key,
                count + " positive numbers",
                node.path(key).isArray() && node.path(key).size() == count);
        List<Double> numbers = new ArrayList<>();
        for (JsonNode value : array) {
            checked(key, count + " positive numbers", isPositive(value));
            numbers.add(value.doubleValue());
        }
        return numbers;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : checked(key, "an array of strings", node.path(key).isArray())) {
            checked(key, "an array of strings", value.isTextual());
            texts.add(value.textValue());
        }
        return texts;
    }

    ConfigObject object(String key) {
        return require(file, placeOf(key), node.path(key));
    }

    private String placeOf(String key) {
        return place.equals(ROOT) ? key : place + "." + key;
    }

    CheckpointException wrong(String key, String expected) {
        JsonNode value = node.path(key);
        return new CheckpointException(
                file, placeOf(key), expected, value.isMissingNode() ? "nothing" : value.toString());
    }

    private JsonNode checked(String key, String expected, boolean valid) {
        if (!valid) {
            throw wrong(key, expected);
        }
        return node.path(key);
    }

    private static ConfigObject require(Path file, String place, JsonNode node) {
        if (!node.isObject()) {
            throw new CheckpointException(
                    file, place, "a JSON object", node.isMissingNode() ? "nothing" : node.toString());
        }
        return new ConfigObject(file, place, node);
    }
}
