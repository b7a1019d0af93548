package dev.r3.activities.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.TaskJudge.Judgement;
import dev.r3.activities.table.Database;
import dev.r3.verifiers.api.CanonicalJson;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/**
 * The tasks of one ingestion in the order of their rows. DuckDB keeps them, so the Java heap stays small, and keeps their
 * order: scans of one table give the rows as they were inserted.
 */
final class TaskTable implements AutoCloseable {

    static final String NAME = "tasks";

    private final Database database;
    private final DuckDBAppender appender;

    private TaskTable(Database database, DuckDBAppender appender) {
        this.database = database;
        this.appender = appender;
    }

    static TaskTable create(Database database) throws SQLException {
        database.execute("""
                CREATE TABLE tasks (
                    source_row BIGINT,
                    identity_high BIGINT,
                    identity_low BIGINT,
                    side VARCHAR,
                    task VARCHAR,
                    has_gold BOOLEAN,
                    gold_complaint VARCHAR,
                    empty_complaint VARCHAR)""");
        return new TaskTable(database, database.appender(NAME));
    }

    /** @param task the task's row in the family's standard layout */
    void add(long sourceRow, IdentityHash identity, Side side, ObjectNode task, Judgement judgement)
            throws SQLException {
        appender.beginRow()
                .append(sourceRow)
                .append(identity.high())
                .append(identity.low())
                .append(side.label())
                .append(CanonicalJson.write(task))
                .append(judgement.hasGold())
                .append(judgement.goldComplaint().orElse(null))
                .append(judgement.emptyComplaint().orElse(null))
                .endRow();
    }

    /**
     * Ends adding and keeps of each task the first row.
     *
     * @return how many rows were dropped
     */
    long dropDuplicates() throws SQLException {
        appender.close();
        long before = database.count("SELECT count(*) FROM tasks");
        database.execute("""
                DELETE FROM tasks WHERE source_row NOT IN (
                    SELECT min(source_row) FROM tasks GROUP BY identity_high, identity_low)""");
        return before - database.count("SELECT count(*) FROM tasks");
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }
}
