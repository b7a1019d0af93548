package dev.r3.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A message as templates get it from transformers 5: without the fields that are null, and with what the assistant
 * thought under both names that templates read.
 */
final class MessageFields {

    private static final List<String> REASONING = List.of("reasoning_content", "thinking", "reasoning");

    private MessageFields() {}

    static ObjectNode of(ChatMessage message) {
        ObjectNode given = message.fields();
        given.removeIf(JsonNode::isNull);
        Optional<JsonNode> reasoning =
                REASONING.stream().map(given::get).filter(Objects::nonNull).findFirst();
        if (reasoning.isEmpty()) {
            return given;
        }
        // In this order, as a template may print the whole message.
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.set("thinking", reasoning.get());
        fields.setAll(given);
        fields.set("reasoning_content", reasoning.get());
        return fields;
    }
}
