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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Files with a record a row, as Parquet: anything that reads Parquet reads them. A column for each component; lists and
 * records within are lists and structs. The same rows give the same bytes.
 */
public final class RecordFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RecordFile() {}

    /**
     * Writes rows.
     *
     * @return SHA-256 of the rows as lines of JSON: what they say, however Parquet packs it
     * @throws StorageFailure if the file can't be written
     */
    public static <R extends Record> Digest write(Path file, Class<R> type, List<R> rows) {
        MessageDigest content = sha256();
        Path spill = file.resolveSibling(".spill-" + file.getFileName());
        try (Database database = Database.open(spill)) {
            database.execute("CREATE TABLE written (json VARCHAR)");
            try (var appender = database.appender("written")) {
                for (R row : rows) {
                    String json = JSON.writeValueAsString(row);
                    content.update((json + "\n").getBytes(StandardCharsets.UTF_8));
                    appender.beginRow().append(json).endRow();
                }
            }
            // One thread: the borders of row groups must not depend on who is faster.
            database.execute("SET threads = 1");
            database.execute(
                    "COPY (SELECT unnest(from_json(json, %s)) FROM written) TO %s (FORMAT parquet, COMPRESSION zstd)"
                            .formatted(
                                    Sql.literal(RecordColumns.of(type)),
                                    Sql.literal(file.toAbsolutePath().toString())));
        } catch (SQLException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(file, e.getMessage()), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(type.getSimpleName() + " is no record of rows", e);
        }
        return new Digest(HexFormat.of().formatHex(content.digest()));
    }

    /**
     * All rows of a file.
     *
     * @throws StorageFailure if the file can't be read
     * @throws dev.r3.activities.failure.DataFailure for a row that is no such record
     */
    public static <R extends Record> List<R> read(Path file, Class<R> type) {
        List<R> rows = new ArrayList<>();
        try (RecordRows<R> all = RecordRows.open(file, type)) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
