package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.activities.port.ModelRecord;

/** The tags of a model and of its registered version. */
final class ModelTags {

    private static final String KEY = "r3.model";

    /** In milliseconds since 1970. */
    private static final String MADE_AT = "r3.model.made-at";

    private ModelTags() {}

    static ArrayNode of(ModelRecord model) {
        ArrayNode tags = JsonNodeFactory.instance.arrayNode();
        tags.addObject().put("key", KEY).put("value", model.key());
        tags.addObject().put("key", MADE_AT).put("value", String.valueOf(model.madeAt()));
        model.tags().forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
        return tags;
    }

    /**
     * When a model was made.
     *
     * @param tags as the server gives them
     * @return 0 if they don't tell
     */
    static long madeAt(JsonNode tags) {
        for (JsonNode tag : tags) {
            if (MADE_AT.equals(tag.path("key").asText())) {
                return tag.path("value").asLong();
            }
        }
        return 0;
    }

    /** What finds them again. */
    static String filter(String key) {
        return "tags.`%s` = '%s'".formatted(KEY, key);
    }
}
