package dev.r3.activities.dataset;

import dev.r3.activities.failure.DataFailure;
import java.nio.file.Path;
import java.util.Locale;

/** How a file holds its rows; known by the endings of its name. */
enum RowFormat {
    PARQUET("read_parquet(%s)", true),
    /** An array of objects, or one object a line; each is taken as its text, so that no types are guessed. */
    JSON("read_json_objects(%s, format = 'auto', maximum_object_size = 67108864)", false),
    /** Every value is a text, which the task family reads. */
    CSV("read_csv(%s, all_varchar = true, header = true)", true);

    private final String table;
    private final boolean hasColumns;

    RowFormat(String table, boolean hasColumns) {
        this.table = table;
        this.hasColumns = hasColumns;
    }

    /**
     * The format of a file, by its name.
     *
     * @throws DataFailure if the name tells none
     */
    static RowFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String plain = name.replaceAll("\\.(gz|zst)$", "");
        if (plain.endsWith(".parquet")) {
            return PARQUET;
        } else if (plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
            return JSON;
        } else if (plain.endsWith(".csv") || plain.endsWith(".tsv")) {
            return CSV;
        }
        throw new DataFailure(
                "%s: the name tells no known format; expected .parquet, .json, .jsonl, .ndjson, .csv or .tsv"
                                .formatted(file)
                        + " (the last five also with .gz)");
    }

    /** Whether the file says which columns it has. */
    boolean hasColumns() {
        return hasColumns;
    }

    /** The file as a table in SQL. */
    String table(Path file) {
        return table.formatted(Sql.text(file.toString()));
    }

    /** A query for all rows in the file's order, each as the text of a JSON object. */
    String rows(Path file) {
        String json = this == JSON ? "json" : "to_json(t)";
        return "SELECT CAST(%s AS VARCHAR) FROM %s t".formatted(json, table(file));
    }
}
