package dev.r3.activities.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.table.Sql;
import dev.r3.verifiers.api.Column;
import dev.r3.verifiers.api.TaskFamily;
import java.util.List;
import java.util.stream.Collectors;

/** How a family's standard rows look to DuckDB. */
final class TaskLayout {

    private final String family;
    private final List<Column> columns;

    TaskLayout(TaskFamily<?> family) {
        this.family = family.id();
        this.columns = List.copyOf(family.columns());
    }

    List<Column> columns() {
        return columns;
    }

    /**
     * Holds a family to its word: what it writes otherwise would be lost on the way to the typed columns.
     *
     * @throws IllegalStateException if the row has a column or a type that the family does not declare
     */
    ObjectNode checked(ObjectNode row) {
        int found = 0;
        for (Column column : columns) {
            JsonNode value = row.path(column.name());
            if (!value.isMissingNode() && !fits(column, value)) {
                throw new IllegalStateException("task family '%s' writes column '%s' as %s; it declares %s"
                        .formatted(family, column.name(), value.getNodeType(), column.type()));
            }
            found += value.isMissingNode() ? 0 : 1;
        }
        if (found != row.size()) {
            throw new IllegalStateException(
                    "task family '%s' writes columns that it does not declare: %s".formatted(family, row.properties()));
        }
        return row;
    }

    private static boolean fits(Column column, JsonNode value) {
        return switch (column.type()) {
            case TEXT -> value.isTextual();
            case INTEGER -> isLong(value);
            case INTEGER_LIST -> {
                boolean fits = value.isArray();
                for (JsonNode item : value) {
                    fits &= isLong(item);
                }
                yield fits;
            }
        };
    }

    private static boolean isLong(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong();
    }

    /** The table's tasks on these sides with their columns typed: their identity and the struct {@code row}. */
    String typedTasks(String condition) {
        return "SELECT identity_high, identity_low, %s AS row FROM %s WHERE %s"
                .formatted(typed("task"), TaskTable.NAME, condition);
    }

    /** An expression that makes a struct of typed columns from one that holds a row's JSON. */
    String typed(String json) {
        String structure = columns.stream()
                .map(column -> "\"%s\": %s".formatted(column.name(), structure(column)))
                .collect(Collectors.joining(", ", "{", "}"));
        return "from_json(%s, %s)".formatted(json, Sql.literal(structure));
    }

    /** The columns of the struct {@code row}, for a SELECT. */
    String columnsOfRow() {
        return columns.stream()
                .map(column -> "row.%1$s AS %1$s".formatted(Sql.identifier(column.name())))
                .collect(Collectors.joining(", "));
    }

    private static String structure(Column column) {
        return switch (column.type()) {
            case TEXT -> "\"VARCHAR\"";
            case INTEGER -> "\"BIGINT\"";
            case INTEGER_LIST -> "[\"BIGINT\"]";
        };
    }
}
