package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.workflows.contract.spec.Setting;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON Schema of a kind of spec, by which editors complete and check its files. */
public final class SpecSchema {
    private static final JsonMapper MAPPER = new JsonMapper();

    private SpecSchema() {}

    /**
     * Makes the schema.
     *
     * @param type whose components carry {@link Setting}
     */
    public static ObjectNode of(Class<? extends Record> type, String title) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("title", title);
        describe(type, schema);
        return schema;
    }

    private static void describe(RecordComponent component, ObjectNode property) {
        describe(component.getType(), property);
        Keys.textsOrKeysByName(component).ifPresent(type -> {
            ObjectNode text = (ObjectNode) property.get("additionalProperties");
            ArrayNode either = property.putObject("additionalProperties").putArray("anyOf");
            either.add(text);
            describe(type.keys(), either.addObject());
        });
    }

    private static void describe(Class<?> type, ObjectNode schema) {
        if (type.isRecord()) {
            schema.put("type", "object").put("additionalProperties", false);
            ObjectNode properties = schema.putObject("properties");
            var required = JsonNodeFactory.instance.arrayNode();
            for (RecordComponent component : type.getRecordComponents()) {
                Setting setting = requireNonNull(component.getAnnotation(Setting.class));
                String key = Keys.of(component.getName());
                ObjectNode property = properties.putObject(key).put("description", setting.value());
                Keys.recordsByName(component)
                        .ifPresentOrElse(
                                named -> describe(
                                        named, property.put("type", "object").putObject("additionalProperties")),
                                () -> describe(component, property));
                if (setting.byDefault().equals(Setting.REQUIRED)) {
                    required.add(key);
                } else if (!component.getType().isRecord()) {
                    addDefault(component.getType(), setting.byDefault(), property);
                }
            }
            if (!required.isEmpty()) {
                schema.set("required", required);
            }
        } else if (type == Map.class) {
            schema.put("type", "object");
            schema.putObject("additionalProperties")
                    .putArray("type")
                    .add("string")
                    .add("number")
                    .add("boolean");
        } else if (isWhole(type)) {
            schema.putArray("type").add("integer").add("string");
            schema.put("pattern", WholeNumber.PATTERN);
        } else {
            schema.put("type", jsonType(type));
            if (type.isEnum()) {
                Scalars.labels(type).forEach(schema.putArray("enum")::add);
            }
        }
    }

    private static void addDefault(Class<?> type, String yaml, ObjectNode property) {
        if (type == Map.class) {
            property.set(
                    "default",
                    MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
        } else if (type == String.class || type.isEnum()) {
            property.put("default", unquoted(yaml));
        } else if (type == double.class) {
            property.put("default", Double.parseDouble(yaml));
        } else if (type == boolean.class) {
            property.put("default", Boolean.parseBoolean(yaml));
        } else {
            property.put("default", Long.parseLong(yaml));
        }
    }

    private static String unquoted(String yaml) {
        return yaml.startsWith("'") ? yaml.substring(1, yaml.length() - 1) : yaml;
    }

    private static String jsonType(Class<?> type) {
        if (type == double.class) {
            return "number";
        }
        return type == boolean.class ? "boolean" : "string";
    }

    private static boolean isWhole(Class<?> type) {
        return type == long.class || type == int.class;
    }
}
