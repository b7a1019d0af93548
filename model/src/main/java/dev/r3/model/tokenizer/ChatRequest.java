package dev.r3.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A conversation to make a prompt of.
 *
 * @param messages at least one
 * @param tools JSON schemas of the functions that the assistant may call; none for no tools
 * @param end how the prompt ends
 * @param options more variables for the template, such as {@code enable_thinking}
 * @param now the time for templates that write the date; those fail without it
 */
public record ChatRequest(
        List<ChatMessage> messages,
        List<ObjectNode> tools,
        PromptEnd end,
        Map<String, JsonNode> options,
        Optional<LocalDateTime> now) {

    public ChatRequest {
        messages = List.copyOf(messages);
        tools = tools.stream().map(ObjectNode::deepCopy).toList();
        options = Map.copyOf(options);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a conversation without messages");
        }
    }

    /** The conversation without tools, ready for the assistant's turn. */
    public static ChatRequest of(List<ChatMessage> messages) {
        return new ChatRequest(messages, List.of(), PromptEnd.ASSISTANT_TURN, Map.of(), Optional.empty());
    }

    public ChatRequest withTools(List<ObjectNode> schemas) {
        return new ChatRequest(messages, schemas, end, options, now);
    }

    public ChatRequest endingWith(PromptEnd promptEnd) {
        return new ChatRequest(messages, tools, promptEnd, options, now);
    }

    public ChatRequest withOption(String name, JsonNode value) {
        Map<String, JsonNode> more = new LinkedHashMap<>(options);
        more.put(name, value);
        return new ChatRequest(messages, tools, end, more, now);
    }

    public ChatRequest at(LocalDateTime time) {
        return new ChatRequest(messages, tools, end, options, Optional.of(time));
    }
}
