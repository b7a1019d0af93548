package dev.r3.model.policy;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * What a chat template gets besides the conversation.
 *
 * @param options variables such as {@code enable_thinking}
 * @param now the time for templates that write the date; those fail without it
 */
public record TemplateSettings(Map<String, JsonNode> options, Optional<LocalDateTime> now) {
    /** Neither options nor a date. */
    public static final TemplateSettings NONE = new TemplateSettings(Map.of(), Optional.empty());

    public TemplateSettings {
        options = Map.copyOf(options);
        requireNonNull(now, "now is null");
    }
}
