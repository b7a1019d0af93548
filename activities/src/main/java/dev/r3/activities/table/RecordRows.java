package dev.r3.activities.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.StorageFailure;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The rows of a {@link RecordFile} one by one, for files that are too large to be held. */
public final class RecordRows<R extends Record> implements Iterator<R>, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Class<R> type;
    private final Database database;
    private final Statement statement;
    private final ResultSet rows;
    private long read;
    private boolean atRow;

    private RecordRows(Path file, Class<R> type, Database database, Statement statement, ResultSet rows) {
        this.file = file;
        this.type = type;
        this.database = database;
        this.statement = statement;
        this.rows = rows;
    }

    /**
     * Opens a file.
     *
     * @throws StorageFailure if it can't be read
     */
    public static <R extends Record> RecordRows<R> open(Path file, Class<R> type) {
        try {
            Database database = Database.openWithoutSpill();
            try {
                Statement statement = database.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT to_json(kept) FROM read_parquet(%s) AS kept"
                        .formatted(Sql.literal(Sql.pattern(file.toAbsolutePath().toString()))));
                return new RecordRows<>(file, type, database, statement, rows);
            } catch (SQLException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public boolean hasNext() {
        try {
            if (!atRow) {
                atRow = rows.next();
            }
            return atRow;
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    /** @throws DataFailure for a row that is no such record */
    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows in " + file);
        }
        atRow = false;
        read++;
        try {
            return JSON.readValue(rows.getString(1), type);
        } catch (SQLException e) {
            throw unreadable(file, e);
        } catch (JsonProcessingException e) {
            throw new DataFailure(
                    "row %d of %s is no %s: %s".formatted(read, file, type.getSimpleName(), e.getOriginalMessage()), e);
        }
    }

    private static StorageFailure unreadable(Path file, SQLException e) {
        return new StorageFailure("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }

    @Override
    public void close() {
        try (database;
                statement;
                rows) {
            atRow = false;
        } catch (SQLException e) {
            throw new StorageFailure("cannot close %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
