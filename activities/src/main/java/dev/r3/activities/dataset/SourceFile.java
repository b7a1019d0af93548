package dev.r3.activities.dataset;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.table.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A data file as DuckDB reads it. Every statement takes the file's {@link #pattern()} as its one parameter.
 *
 * @param path the file as the user knows it
 * @param content where its plain content lies: the same file unless that is gzipped
 */
record SourceFile(Path path, DataFormat format, Path content) {

    /** So many rows tell which keys a JSON file has. */
    private static final int SAMPLED_ROWS = 1000;

    /** What is wrong with a line comes after the line itself. */
    private static final int LONGEST_QUOTED_LINE = 200;

    /** @throws DataFailure if there is no such file or it is empty */
    static SourceFile open(Path path, DataFormat format) {
        if (!Files.isRegularFile(path)) {
            throw new DataFailure("data file %s %s: correct the path"
                    .formatted(path, Files.exists(path) ? "is not a file" : "does not exist"));
        }
        try {
            if (Files.size(path) == 0) {
                throw new DataFailure(
                        "data file %s is empty; expected rows: was it written or copied whole?".formatted(path));
            }
            if (format == DataFormat.PARQUET && Gzip.is(path)) {
                throw new DataFailure("data file %s is gzipped Parquet, which can't be read: unzip it".formatted(path));
            }
        } catch (IOException e) {
            throw new DataFailure("data file %s can't be read: %s".formatted(path, FileFailures.explain(e)), e);
        }
        return new SourceFile(path, format, path);
    }

    /**
     * This file with plain content; a gzipped one is unzipped first, since DuckDB reads a gzip file that is cut or
     * corrupt up to there and says nothing.
     *
     * @throws DataFailure if it is gzipped and not whole
     * @throws IOException if the folder can't be written
     */
    SourceFile unzippedIn(Path folder) throws IOException {
        if (!Gzip.is(path)) {
            return this;
        }
        Path plain = folder.resolve("unzipped");
        Gzip.unzip(path, plain);
        return new SourceFile(path, format, plain);
    }

    String pattern() {
        return Sql.pattern(content.toAbsolutePath().toString());
    }

    /** The names of all columns; of a JSON file the keys of its first objects. */
    List<String> columns(Connection connection) {
        String query = format.isJson()
                ? """
                        SELECT DISTINCT unnest(json_keys(json)) AS name FROM (SELECT json FROM %s LIMIT %d)
                        WHERE json_valid(json) ORDER BY name""".formatted(table(), SAMPLED_ROWS)
                : "SELECT column_name FROM (DESCRIBE SELECT * FROM %s)".formatted(table());
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, pattern());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
        return names;
    }

    /** How many rows there are, if the file tells without being read. */
    OptionalLong rowCount(Connection connection) {
        if (format != DataFormat.PARQUET) {
            return OptionalLong.empty();
        }
        String query = "SELECT CAST(sum(num_rows) AS BIGINT) FROM parquet_file_metadata(?)";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, pattern());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** A query for each row as one JSON text in the order of the file; null for a line that is no JSON. */
    String rows(Connection connection, Collection<String> columns) {
        if (format.isJson()) {
            return "SELECT json FROM " + table();
        }
        String table = format == DataFormat.PARQUET ? table() : separated(columns(connection));
        return columns.stream()
                .map(column -> Sql.literal(column) + ": s." + Sql.identifier(column))
                .collect(Collectors.joining(", ", "SELECT to_json({", "}) FROM " + table + " AS s"));
    }

    /** What DuckDB could not read. */
    DataFailure unreadable(SQLException e) {
        return new DataFailure(
                "data file %s can't be read as %s: %s".formatted(path, format, explain(String.valueOf(e.getMessage()))),
                e);
    }

    /** In DuckDB's own words, cut before its list of settings and the query's text, unless they speak of its own options. */
    private static String explain(String message) {
        if (message.contains("Error when sniffing file")) {
            return "its start has no header line and rows of as many fields, perhaps for a quote that is not closed;"
                    + " check that it is whole and of this format";
        } else if (message.contains("\"maximum_object_size\"")) {
            return "it holds a row of more than 16 MiB; shorten or remove it";
        }
        String start = message.lines()
                .limit(3)
                .takeWhile(line -> !line.startsWith("LINE "))
                .filter(line -> !line.isBlank())
                .map(line -> Cut.to(LONGEST_QUOTED_LINE, line))
                .collect(Collectors.joining(" "));
        return Cut.to(400, start) + "; check that it is whole and of this format";
    }

    /** Of separated fields this is for the columns' names alone: it passes over rows with another number of fields. */
    private String table() {
        return switch (format) {
            case PARQUET -> "read_parquet(?, hive_partitioning = false)";
            case JSON -> json("auto", "false");
            case JSON_LINES -> json("newline_delimited", "true");
            case CSV, TSV -> separated("store_rejects = true");
        };
    }

    private String json(String layout, String ignoreErrors) {
        return ("read_json_objects(?, format = '%s', ignore_errors = %s, compression = 'uncompressed', hive_partitioning = false,"
                        + " maximum_object_size = 16777216)")
                .formatted(layout, ignoreErrors);
    }

    /** The rows under known names: DuckDB then guesses nothing, and says at which line it stops. */
    private String separated(List<String> columns) {
        return separated(columns.stream()
                .map(column -> Sql.literal(column) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "auto_detect = false, columns = {", "}")));
    }

    /** All values as text: what type they are is the family's to say, not to be guessed from some rows. */
    private String separated(String names) {
        return ("read_csv(?, delim = '%s', header = true, all_varchar = true, quote = '\"', escape = '\"', comment = '',"
                        + " skip = 0, allow_quoted_nulls = false, null_padding = false, compression = 'uncompressed',"
                        + " hive_partitioning = false, max_line_size = 16777216, buffer_size = 33554432, %s)")
                .formatted(format == DataFormat.TSV ? "\t" : ",", names);
    }
}
