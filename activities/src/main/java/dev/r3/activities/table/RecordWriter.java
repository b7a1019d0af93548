package dev.r3.activities.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.workflows.contract.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import org.duckdb.DuckDBAppender;

/** Writes a {@link RecordFile} row by row, for rows that are too many to be held. */
public final class RecordWriter<R extends Record> implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** DuckDB's own number. */
    private static final int ROWS_IN_GROUP = 122_880;

    private final Path file;
    private final Class<R> type;
    private final int rowsInGroup;
    private final Database database;
    private final DuckDBAppender appender;
    private final MessageDigest content = sha256();

    private RecordWriter(Path file, Class<R> type, int rowsInGroup, Database database, DuckDBAppender appender) {
        this.file = file;
        this.type = type;
        this.rowsInGroup = rowsInGroup;
        this.database = database;
        this.appender = appender;
    }

    /**
     * Opens a file that does not stand yet; it stands once it is finished.
     *
     * @throws StorageFailure if there is no room to gather the rows
     */
    public static <R extends Record> RecordWriter<R> open(Path file, Class<R> type) {
        return open(file, type, ROWS_IN_GROUP);
    }

    /**
     * The same for long rows.
     *
     * @param rowsInGroup so many are packed together, a multiple of 2,048: whoever reads the file holds that many
     */
    public static <R extends Record> RecordWriter<R> open(Path file, Class<R> type, int rowsInGroup) {
        Path spill = file.resolveSibling(".spill-" + file.getFileName());
        try {
            Database database = Database.open(spill);
            try {
                database.execute("CREATE TABLE written (json VARCHAR)");
                return new RecordWriter<>(file, type, rowsInGroup, database, database.appender("written"));
            } catch (SQLException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * Adds a row.
     *
     * @throws StorageFailure if there is no room for it
     */
    public void add(R row) {
        try {
            String json = JSON.writeValueAsString(row);
            content.update((json + "\n").getBytes(StandardCharsets.UTF_8));
            appender.beginRow().append(json).endRow();
        } catch (SQLException e) {
            throw unwritable(file, e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(type.getSimpleName() + " is no record of rows", e);
        }
    }

    /**
     * Writes the file.
     *
     * @return SHA-256 of the rows as lines of JSON: what they say, however Parquet packs it
     * @throws StorageFailure if it can't be written
     */
    public Digest finish() {
        try {
            appender.close();
            // One thread: the borders of row groups must not depend on who is faster.
            database.execute("SET threads = 1");
            database.execute("COPY (SELECT unnest(from_json(json, %s)) FROM written) TO %s %s"
                    .formatted(
                            Sql.literal(RecordColumns.of(type)),
                            Sql.literal(file.toAbsolutePath().toString()),
                            parquet(rowsInGroup)));
        } catch (SQLException e) {
            throw unwritable(file, e);
        }
        return new Digest(HexFormat.of().formatHex(content.digest()));
    }

    /** How a file is packed. */
    static String parquet(int rowsInGroup) {
        return "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d)".formatted(rowsInGroup);
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw unwritable(file, e);
        }
    }

    static StorageFailure unwritable(Path file, SQLException e) {
        return new StorageFailure("cannot write %s: %s".formatted(file, e.getMessage()), e);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
