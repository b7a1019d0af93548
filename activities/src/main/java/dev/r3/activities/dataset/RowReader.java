package dev.r3.activities.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.DataFailure;
import dev.r3.verifiers.api.InvalidTaskException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Streams a file's rows in their order, each as a JSON object by the file's column names. */
final class RowReader implements AutoCloseable {

    private final SourceFile file;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private long number;

    private RowReader(SourceFile file, PreparedStatement statement, ResultSet rows) {
        this.file = file;
        this.statement = statement;
        this.rows = rows;
    }

    /**
     * @param connection used by this reader alone until it is closed
     * @param columns the columns to read; a JSON file's objects come whole
     */
    static RowReader open(Connection connection, SourceFile file, Collection<String> columns) {
        PreparedStatement statement = null;
        try {
            statement = connection.prepareStatement(file.rows(connection, columns));
            statement.setString(1, file.pattern());
            return new RowReader(file, statement, statement.executeQuery());
        } catch (SQLException e) {
            closeAfter(e, statement);
            throw file.unreadable(e);
        }
    }

    /**
     * Goes to the next row.
     *
     * @throws DataFailure if the file can't be read from here on
     */
    boolean next() {
        try {
            if (!rows.next()) {
                return false;
            }
            number++;
            return true;
        } catch (SQLException e) {
            throw file.unreadable(e);
        }
    }

    /** The number of this row, from 1. */
    long number() {
        return number;
    }

    /** @throws InvalidTaskException if this row is no JSON object */
    ObjectNode row() throws InvalidTaskException {
        String text = text();
        if (text == null) {
            throw new InvalidTaskException("broken-json", "the line is no JSON, or longer than 16 MiB");
        }
        JsonNode value;
        try {
            value = RowJson.read(text);
        } catch (StreamConstraintsException e) {
            throw new InvalidTaskException(
                    "broken-json",
                    "the row holds a text of more than 20,000,000 characters, a number of more than 1,000 digits, or"
                            + " more than 1,000 levels");
        } catch (JsonProcessingException e) {
            throw new InvalidTaskException("broken-json", "the row is no JSON: " + e.getOriginalMessage());
        }
        if (value instanceof ObjectNode row) {
            return row;
        }
        throw new InvalidTaskException("not-an-object", "the row is no JSON object");
    }

    private @Nullable String text() {
        try {
            return rows.getString(1);
        } catch (SQLException e) {
            throw file.unreadable(e);
        }
    }

    private static void closeAfter(SQLException failure, @Nullable PreparedStatement statement) {
        if (statement != null) {
            try {
                statement.close();
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            rows.close();
        }
    }
}
