package dev.r3.activities.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.r3.verifiers.api.Column;
import java.util.List;

/**
 * Brings rows of a file to a family's columns, so that a task looks the same whichever format it came in: a missing
 * value is left out, text columns hold text (nested JSON is written as text), number columns hold the numbers that a text
 * spells and whole numbers that were kept as decimals. What does not fit stays as it is: the family rejects it.
 */
final class StandardRow {

    private final List<Column> columns;
    private final ColumnMapping mapping;

    StandardRow(List<Column> columns, ColumnMapping mapping) {
        this.columns = List.copyOf(columns);
        this.mapping = mapping;
    }

    ObjectNode of(ObjectNode source) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (Column column : columns) {
            JsonNode value = source.path(mapping.source(column));
            if (!isMissing(value)) {
                row.set(column.name(), value(column, value));
            }
        }
        return row;
    }

    /** Not-a-number is how data frames store that an integer is missing. */
    private static boolean isMissing(JsonNode value) {
        return value.isMissingNode() || value.isNull() || (value.isNumber() && Double.isNaN(value.doubleValue()));
    }

    private static JsonNode value(Column column, JsonNode value) {
        return switch (column.type()) {
            case TEXT -> text(value);
            case INTEGER -> whole(spelled(value));
            case INTEGER_LIST -> wholes(spelled(value));
        };
    }

    /** The value that a text spells, as separated files have it. */
    private static JsonNode spelled(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        try {
            return RowJson.read(value.textValue());
        } catch (JsonProcessingException e) {
            return value;
        }
    }

    private static JsonNode text(JsonNode value) {
        if (value.isTextual()) {
            return value;
        }
        return TextNode.valueOf(value.isContainerNode() ? value.toString() : value.asText());
    }

    private static JsonNode wholes(JsonNode list) {
        if (!list.isArray()) {
            return list;
        }
        var wholes = JsonNodeFactory.instance.arrayNode(list.size());
        list.forEach(item -> wholes.add(whole(item)));
        return wholes;
    }

    private static JsonNode whole(JsonNode value) {
        boolean isWhole = value instanceof NumericNode
                && !value.isIntegralNumber()
                && value.canConvertToExactIntegral()
                && value.canConvertToLong();
        return isWhole ? JsonNodeFactory.instance.numberNode(value.longValue()) : value;
    }
}
