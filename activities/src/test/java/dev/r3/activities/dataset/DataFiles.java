package dev.r3.activities.dataset;

import dev.r3.activities.table.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes data files for tests. */
final class DataFiles {

    private DataFiles() {}

    /** Writes text, gzipped if the name ends in {@code .gz}. */
    static Path text(Path file, String content) {
        try {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            if (!file.toString().endsWith(".gz")) {
                return Files.write(file, bytes);
            }
            try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(bytes);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the rows of a query to Parquet. */
    static Path parquet(Path file, String query) {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (%s) TO %s (FORMAT parquet)".formatted(query, Sql.literal(file.toString())));
            return file;
        } catch (SQLException e) {
            throw new IllegalArgumentException(query, e);
        }
    }

    /** Every row of a Parquet file as DuckDB writes JSON. */
    static List<String> rows(Path parquet) {
        return query(
                "SELECT to_json(t) FROM read_parquet(%s) AS t".formatted(Sql.literal(Sql.pattern(parquet.toString()))));
    }

    /** The first column of a query's rows. */
    static List<String> query(String query) {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalArgumentException(query, e);
        }
    }
}
