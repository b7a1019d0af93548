package dev.r3.activities.dataset;

import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.Column;
import dev.r3.verifiers.api.Task;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The tasks of one ingestion in DuckDB, which holds what doesn't fit in memory on disk: so the heap stays constant.
 * First every task is added; then duplicates are dropped, and each side is written.
 */
final class StagedTasks {

    private final Database database;
    private final DuckDBAppender appender;
    private final Split split;
    private final MessageDigest sha256 = Sha256Digest.create();

    private StagedTasks(Database database, DuckDBAppender appender, Split split) {
        this.database = database;
        this.appender = appender;
        this.split = split;
    }

    static StagedTasks create(Database database, Split split) throws SQLException {
        // An identity is its SHA-256's first 128 bits: among a billion tasks two collide with a chance of 1e-21.
        database.execute("CREATE TABLE staged "
                + "(position BIGINT, high BIGINT, low BIGINT, side VARCHAR, task_id VARCHAR, task VARCHAR)");
        DuckDBAppender appender = database.connection().createAppender(DuckDBConnection.DEFAULT_SCHEMA, "staged");
        return new StagedTasks(database, appender, split);
    }

    /** Adds the task of a row; rows are added in their order. */
    void add(long row, Task task) throws SQLException {
        String identity = task.identity();
        byte[] hash = sha256.digest(identity.getBytes(StandardCharsets.UTF_8));
        ByteBuffer words = ByteBuffer.wrap(hash);
        appender.beginRow()
                .append(row)
                .append(words.getLong())
                .append(words.getLong())
                .append(split.side(identity, sha256).label())
                .append(HexFormat.of().formatHex(hash, 0, 8))
                .append(CanonicalJson.write(task.row()))
                .endRow();
    }

    /** Ends the adding: of the rows of one task the first one stays. */
    void dropDuplicates() throws SQLException {
        appender.close();
        database.execute("CREATE TABLE kept AS "
                + "SELECT position, side, task_id, task FROM staged WHERE position IN "
                + "(SELECT min(position) FROM staged GROUP BY high, low)");
        database.execute("DROP TABLE staged");
    }

    /** How many tasks are on each side. */
    SortedMap<String, Long> splits() throws SQLException {
        SortedMap<String, Long> sizes = new TreeMap<>();
        for (Side side : Side.values()) {
            sizes.put(side.label(), 0L);
        }
        try (Statement statement = database.connection().createStatement();
                ResultSet counts = statement.executeQuery("SELECT side, count(*) FROM kept GROUP BY side")) {
            while (counts.next()) {
                sizes.put(counts.getString(1), counts.getLong(2));
            }
        }
        return sizes;
    }

    /** SHA-256 over every kept task's canonical row and side, in the order of the rows. */
    String content() throws SQLException {
        try (Connection reading = database.duplicate();
                Statement statement = reading.createStatement();
                ResultSet kept = statement.executeQuery("SELECT side, task FROM kept ORDER BY position")) {
            while (kept.next()) {
                String line = kept.getString(1) + " " + kept.getString(2) + "\n";
                sha256.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha256.digest());
        }
    }

    /** Writes one side as Parquet in the family's layout, with a {@code task_id} before it. */
    void write(Side side, List<Column> columns, Path file) throws SQLException {
        String query = "SELECT position, task_id, task FROM kept WHERE side = " + Sql.text(side.label());
        database.execute(TypedRows.copy(query, columns, "task_id", file));
    }
}
