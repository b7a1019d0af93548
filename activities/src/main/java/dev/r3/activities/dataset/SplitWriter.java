package dev.r3.activities.dataset;

import dev.r3.activities.table.Database;
import dev.r3.activities.table.Sql;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Writes the tasks of one side to Parquet: {@code task_id} and the family's columns. The same tasks give the same bytes,
 * in whatever order they came: they are written in the order of their ids. Those are digests, so the first N tasks are a
 * fair sample of a data set that was sorted.
 */
final class SplitWriter {

    static final String TASK_ID = "task_id";

    private final Database database;
    private final TaskLayout layout;

    SplitWriter(Database database, TaskLayout layout) {
        this.database = database;
        this.layout = layout;
    }

    void write(Side side, Path folder) throws SQLException {
        // One thread: the borders of row groups must not depend on who is faster.
        database.execute("SET threads = 1");
        database.execute("""
                COPY (SELECT lower(lpad(to_hex(identity_high), 16, '0')) AS %s, %s FROM (%s)
                    ORDER BY %s, identity_low)
                TO %s (FORMAT parquet, COMPRESSION zstd)""".formatted(
                TASK_ID,
                layout.columnsOfRow(),
                layout.typedTasks("side = " + Sql.literal(side.label())),
                TASK_ID,
                Sql.literal(folder.resolve(side.fileName()).toAbsolutePath().toString())));
    }
}
