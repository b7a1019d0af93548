package dev.r3.model.check;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.checkpoint.CheckpointException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value of reference.json that knows where it stands, so that one of another kind is an error that says where.
 *
 * @param place such as {@code prompts[2].input_ids}; empty for the whole file
 */
record ReferenceNode(Path file, String place, JsonNode json) {
    ReferenceNode {
        requireNonNull(file, "file is null");
        requireNonNull(place, "place is null");
        requireNonNull(json, "json is null");
    }

    /** A member; null counts as absent. */
    Optional<ReferenceNode> find(String key) {
        JsonNode member = object().path(key);
        return member.isMissingNode() || member.isNull() ? Optional.empty() : Optional.of(member(key, member));
    }

    ReferenceNode at(String key) {
        return find(key).orElseThrow(() -> new CheckpointException(file, placeOf(key), "a value", "nothing"));
    }

    /** The members there are. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        object().fieldNames().forEachRemaining(names::add);
        return names;
    }

    List<ReferenceNode> elements() {
        require(json.isArray(), "an array");
        List<ReferenceNode> elements = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            elements.add(new ReferenceNode(file, place + "[" + i + "]", json.get(i)));
        }
        return elements;
    }

    ObjectNode object() {
        require(json.isObject(), "an object");
        return (ObjectNode) json;
    }

    String text() {
        require(
                json.isTextual() && StandardCharsets.UTF_8.newEncoder().canEncode(json.textValue()),
                "a Unicode string");
        return json.textValue();
    }

    boolean flag() {
        require(json.isBoolean(), "true or false");
        return json.booleanValue();
    }

    /** A whole number from 0. */
    int natural() {
        require(json.isIntegralNumber() && json.canConvertToInt() && json.intValue() >= 0, "a whole number from 0");
        return json.intValue();
    }

    double number() {
        require(json.isNumber() && Double.isFinite(json.doubleValue()), "a finite number");
        return json.doubleValue();
    }

    List<Integer> naturals() {
        return elements().stream().map(ReferenceNode::natural).toList();
    }

    List<String> texts() {
        return elements().stream().map(ReferenceNode::text).toList();
    }

    /** One of two values, by its name. */
    <T> T oneOf(String firstName, T first, String secondName, T second) {
        require(text().equals(firstName) || text().equals(secondName), "'" + firstName + "' or '" + secondName + "'");
        return text().equals(firstName) ? first : second;
    }

    /** What is made of it, where that refuses arguments that make no sense. */
    <T> T valid(Function<ReferenceNode, T> reader) {
        try {
            return reader.apply(this);
        } catch (IllegalArgumentException outOfRange) {
            throw wrong("a value that makes sense (" + outOfRange.getMessage() + ")");
        }
    }

    CheckpointException wrong(String expected) {
        return new CheckpointException(file, place.isEmpty() ? "file" : place, expected, json.toString());
    }

    void require(boolean valid, String expected) {
        if (!valid) {
            throw wrong(expected);
        }
    }

    private ReferenceNode member(String key, JsonNode member) {
        return new ReferenceNode(file, placeOf(key), member);
    }

    private String placeOf(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }
}
