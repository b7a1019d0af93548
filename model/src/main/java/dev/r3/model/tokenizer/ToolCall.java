package dev.r3.model.tokenizer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A call of a function by the assistant.
 *
 * @param id by which the tool's answer refers to it
 * @param name of the function
 * @param arguments by name
 */
public record ToolCall(String id, String name, ObjectNode arguments) {

    public ToolCall {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        arguments = arguments.deepCopy();
    }

    @Override
    public ObjectNode arguments() {
        return arguments.deepCopy();
    }

    /** As chat templates expect it. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id).put("type", "function");
        json.putObject("function").put("name", name).set("arguments", arguments());
        return json;
    }
}
