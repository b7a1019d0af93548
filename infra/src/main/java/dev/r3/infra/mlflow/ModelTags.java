package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.activities.port.ModelRecord;

/** The tags of a model and of its registered version. */
final class ModelTags {

    private static final String KEY = "r3.model";

    private ModelTags() {}

    static ArrayNode of(ModelRecord model) {
        ArrayNode tags = JsonNodeFactory.instance.arrayNode();
        tags.addObject().put("key", KEY).put("value", model.key());
        model.tags().forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
        return tags;
    }

    /** What finds them again. */
    static String filter(ModelRecord model) {
        return "tags.`%s` = '%s'".formatted(KEY, model.key());
    }
}
