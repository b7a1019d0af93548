package dev.r3.activities.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.stage.SpecTree;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.util.SortedMap;
import java.util.TreeMap;

/** A spec as flat parameters under the names that its file has, e.g. {@code data.split.test} → {@code 0.2}. */
public final class SpecParams {

    private SpecParams() {}

    /** All parameters that are not empty. */
    public static SortedMap<String, String> of(ExperimentSpec spec) {
        SortedMap<String, String> params = new TreeMap<>();
        flatten("", SpecTree.of(spec), params);
        return params;
    }

    private static void flatten(String name, JsonNode value, SortedMap<String, String> params) {
        if (value.isObject()) {
            String prefix = name.isEmpty() ? "" : name + ".";
            value.properties().forEach(field -> flatten(prefix + field.getKey(), field.getValue(), params));
        } else if (!value.asText().isEmpty()) {
            params.put(name, value.asText());
        }
    }
}
