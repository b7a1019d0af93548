package dev.r3.activities.dataset;

import dev.r3.activities.failure.DataFailure;
import java.util.Locale;

/** How a file holds its rows. Text formats may be gzipped; the file's first bytes tell. */
public enum DataFormat {
    PARQUET,
    /** One JSON array of objects, or objects one after the other. */
    JSON,
    /** One JSON object a line. */
    JSON_LINES,
    /** Comma-separated with a header line, quoted with {@code "}; an empty field is no value. */
    CSV,
    /** Tab-separated, else like {@link #CSV}. */
    TSV;

    /**
     * The format that a file's name tells.
     *
     * @throws DataFailure if it tells none
     */
    public static DataFormat ofFileName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String bare = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
        return switch (bare.substring(bare.lastIndexOf('.') + 1)) {
            case "parquet" -> PARQUET;
            case "json" -> JSON;
            case "jsonl", "ndjson" -> JSON_LINES;
            case "csv" -> CSV;
            case "tsv" -> TSV;
            default ->
                throw new DataFailure(("the name of data file '%s' does not tell its format;"
                                + " expected .parquet, .json, .jsonl, .ndjson, .csv or .tsv (text perhaps with .gz):"
                                + " rename it")
                        .formatted(name));
        };
    }

    boolean isJson() {
        return this == JSON || this == JSON_LINES;
    }
}
