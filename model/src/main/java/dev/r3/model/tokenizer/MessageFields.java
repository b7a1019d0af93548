package dev.r3.model.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
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
        ObjectNode fields = message.fields();
        fields.removeIf(JsonNode::isNull);
        Optional<JsonNode> reasoning =
                REASONING.stream().map(fields::get).filter(Objects::nonNull).findFirst();
        reasoning.ifPresent(thought -> {
            if (!fields.has("thinking")) {
                fields.set("thinking", thought);
            }
            fields.set("reasoning_content", thought);
        });
        return fields;
    }
}
