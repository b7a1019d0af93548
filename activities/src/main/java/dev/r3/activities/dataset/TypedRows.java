package dev.r3.activities.dataset;

import dev.r3.verifiers.api.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes rows that are held as JSON text with the types of their family's columns. */
final class TypedRows {

    private TypedRows() {}

    /**
     * The statement that writes a file in the format of its name.
     *
     * @param query gives {@code position}, the rows' order; {@code task}, the row as JSON; and what stands before it
     * @param before names of columns that stand before the row's own; may be empty
     */
    static String copy(String query, List<Column> columns, String before, Path file) {
        String structure = columns.stream()
                .map(column -> "\"%s\":%s".formatted(column.name(), jsonType(column.type())))
                .collect(Collectors.joining(",", "{", "}"));
        String typed = columns.stream()
                .map(column -> "typed." + Sql.name(column.name()))
                .collect(Collectors.joining(", ", before.isEmpty() ? "" : before + ", ", ""));
        return "COPY (SELECT %s FROM (SELECT *, from_json(task, %s) AS typed FROM (%s)) ORDER BY position) TO %s (%s)"
                .formatted(typed, Sql.text(structure), query, Sql.text(file.toString()), format(file));
    }

    private static String format(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String compression = name.endsWith(".gz") ? ", COMPRESSION gzip" : "";
        return switch (RowFormat.of(file)) {
            case PARQUET -> "FORMAT parquet, COMPRESSION zstd";
            case JSON -> "FORMAT json" + compression;
            case CSV -> "FORMAT csv, HEADER true" + compression;
        };
    }

    private static String jsonType(Column.Type type) {
        return switch (type) {
            case TEXT -> "\"VARCHAR\"";
            case INTEGER -> "\"BIGINT\"";
            case INTEGER_LIST -> "[\"BIGINT\"]";
        };
    }
}
