package dev.r3.activities.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.DataFailure;
import dev.r3.verifiers.api.Column;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Streams the rows of a file in their order, each under the family's column names. */
final class RowReader implements AutoCloseable {

    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    private final Connection connection;
    private final Statement statement;
    private final ResultSet rows;
    private final Map<String, String> mapping;
    private final long total;

    private RowReader(
            Connection connection, Statement statement, ResultSet rows, Map<String, String> mapping, long total) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
        this.mapping = mapping;
        this.total = total;
    }

    /**
     * Opens a file.
     *
     * @param mapping the file's column for each family column that is named otherwise
     * @param limit most rows to read; 0 reads all
     * @throws DataFailure if there is no such file or it lacks a column
     */
    static RowReader open(Database database, Path file, List<Column> columns, Map<String, String> mapping, long limit)
            throws SQLException {
        if (!Files.isRegularFile(file)) {
            throw new DataFailure("%s does not exist; expected a data set".formatted(file));
        }
        requireKnown(columns, mapping);
        RowFormat format = RowFormat.of(file);
        Connection connection = database.duplicate();
        try {
            if (format.hasColumns()) {
                requireColumns(file, columns(connection, format, file), columns, mapping);
            }
            long total = format == RowFormat.PARQUET ? count(connection, format, file) : 0;
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(format.rows(file) + (limit > 0 ? " LIMIT " + limit : ""));
            return new RowReader(connection, statement, rows, mapping, limit > 0 ? Math.min(limit, total) : total);
        } catch (SQLException | DataFailure e) {
            connection.close();
            throw e;
        }
    }

    boolean next() throws SQLException {
        return rows.next();
    }

    /** How many rows there will be, or 0 if that can't be known without reading them. */
    long total() {
        return total;
    }

    /** The text of the current row as the file has it, for messages. */
    String text() throws SQLException {
        String text = rows.getString(1);
        return text == null ? "null" : text;
    }

    /**
     * The current row.
     *
     * @throws InvalidTaskException if it is no object
     */
    ObjectNode row() throws SQLException, InvalidTaskException {
        JsonNode value;
        try {
            value = JSON.readTree(text());
        } catch (JsonProcessingException e) {
            throw new InvalidTaskException("invalid-json", "row is not JSON: " + e.getOriginalMessage());
        }
        if (!(value instanceof ObjectNode row)) {
            throw new InvalidTaskException("invalid-json", "row is no JSON object");
        }
        return renamed(row);
    }

    private ObjectNode renamed(ObjectNode row) {
        if (mapping.isEmpty()) {
            return row;
        }
        ObjectNode renamed = row.deepCopy();
        mapping.forEach((column, source) -> {
            JsonNode value = row.get(source);
            if (value == null) {
                renamed.remove(column);
            } else {
                renamed.set(column, value);
            }
        });
        return renamed;
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                statement) {
            rows.close();
        }
    }

    private static void requireKnown(List<Column> columns, Map<String, String> mapping) {
        List<String> known = columns.stream().map(Column::name).toList();
        for (String column : mapping.keySet()) {
            if (!known.contains(column)) {
                throw new DataFailure("data.columns maps '%s', which the task family does not have; it has %s"
                        .formatted(column, String.join(", ", known)));
            }
        }
    }

    private static void requireColumns(
            Path file, List<String> found, List<Column> columns, Map<String, String> mapping) {
        for (Column column : columns) {
            String source = mapping.getOrDefault(column.name(), column.name());
            if (!found.contains(source) && (!column.optional() || mapping.containsKey(column.name()))) {
                String meant = Nearest.to(source, found)
                        .map(name -> "; did you mean '%s'?".formatted(name))
                        .orElse("");
                throw new DataFailure("%s has no column '%s'; it has %s%s; map it under data.columns (%s: <column>)"
                        .formatted(file, source, String.join(", ", found), meant, column.name()));
            }
        }
    }

    private static List<String> columns(Connection connection, RowFormat format, Path file) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + format.table(file))) {
            while (columns.next()) {
                names.add(columns.getString(1));
            }
        }
        return names;
    }

    private static long count(Connection connection, RowFormat format, Path file) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + format.table(file))) {
            count.next();
            return count.getLong(1);
        }
    }
}
