package dev.r3.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One message of a conversation, with the fields that chat templates know: role, content, tool_calls, and what else a
 * model's template reads.
 *
 * @param fields by name; the role is one of them
 */
public record ChatMessage(ObjectNode fields) {

    private static final String ROLE = "role";
    private static final String CONTENT = "content";

    public ChatMessage {
        fields = fields.deepCopy();
        JsonNode role = fields.path(ROLE);
        if (!role.isTextual() || role.textValue().isEmpty()) {
            throw new IllegalArgumentException("a message without a role: " + fields);
        }
    }

    public static ChatMessage system(String content) {
        return of("system", content);
    }

    public static ChatMessage user(String content) {
        return of("user", content);
    }

    public static ChatMessage assistant(String content) {
        return of("assistant", content);
    }

    /** What the assistant says and the functions that it calls. */
    public static ChatMessage assistant(String content, List<ToolCall> toolCalls) {
        ObjectNode fields = fields("assistant", content);
        ArrayNode calls = fields.putArray("tool_calls");
        toolCalls.forEach(call -> calls.add(call.json()));
        return new ChatMessage(fields);
    }

    /** What the function gave for the call. */
    public static ChatMessage tool(ToolCall call, String content) {
        return new ChatMessage(fields("tool", content).put("name", call.name()).put("tool_call_id", call.id()));
    }

    private static ChatMessage of(String role, String content) {
        return new ChatMessage(fields(role, content));
    }

    private static ObjectNode fields(String role, String content) {
        return JsonNodeFactory.instance.objectNode().put(ROLE, role).put(CONTENT, content);
    }

    @Override
    public ObjectNode fields() {
        return fields.deepCopy();
    }

    public String role() {
        return fields.path(ROLE).textValue();
    }
}
