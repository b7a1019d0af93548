package dev.r3.activities.stage;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Parts of a spec as JSON, under the names that a spec's file has. */
public final class SpecTree {
    private static final JsonMapper DASHED = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();

    private SpecTree() {}

    /**
     * A part.
     *
     * @param without keys that are left out
     */
    public static ObjectNode of(Record part, String... without) {
        ObjectNode tree = DASHED.valueToTree(part);
        return tree.remove(List.of(without));
    }

    /** No part at all, to begin with. */
    public static ObjectNode empty() {
        return DASHED.createObjectNode();
    }
}
