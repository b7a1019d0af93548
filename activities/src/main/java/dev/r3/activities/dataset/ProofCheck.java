package dev.r3.activities.dataset;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.table.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Holds the findings on a data set's tasks against what it must prove. */
final class ProofCheck {

    private static final int EXAMPLES = 3;
    private static final int MAX_TASK = 300;

    private final Database database;
    private final Path file;

    ProofCheck(Database database, Path file) {
        this.database = database;
        this.file = file;
    }

    /** @throws DataFailure if the data set does not prove itself; names the first rows that offend */
    ProofResult check(Proof proof) throws SQLException {
        ProofResult result = new ProofResult(
                count("has_gold AND gold_complaint IS NULL"),
                count("has_gold"),
                count("empty_complaint IS NULL"),
                count("true"));
        if (!proof.goldPassing().isReachedBy(result.goldPassed(), result.goldJudged())) {
            throw new DataFailure(
                    ("data file %s does not prove itself: %d of %d gold answers pass, expected a share of at"
                                    + " least %s; first that don't: %s; correct the rows, the column mapping or the verifier's"
                                    + " options")
                            .formatted(
                                    file,
                                    result.goldPassed(),
                                    result.goldJudged(),
                                    proof.goldPassing(),
                                    examples("gold_complaint")));
        }
        if (!proof.emptyFailing().isReachedBy(result.emptyFailed(), result.emptyJudged())) {
            throw new DataFailure(
                    ("data file %s does not prove itself: the empty answer fails on %d of %d tasks, expected"
                                    + " a share of at least %s; first where it does not: %s; correct the rows, the column mapping"
                                    + " or the verifier's options")
                            .formatted(
                                    file,
                                    result.emptyFailed(),
                                    result.emptyJudged(),
                                    proof.emptyFailing(),
                                    examples("empty_complaint")));
        }
        return result;
    }

    private long count(String condition) throws SQLException {
        return database.count("SELECT count(*) FROM %s WHERE %s".formatted(TaskTable.NAME, condition));
    }

    private String examples(String complaint) throws SQLException {
        List<String> examples = new ArrayList<>();
        database.forEach(
                "SELECT source_row, %1$s, task FROM %2$s WHERE %1$s IS NOT NULL ORDER BY source_row LIMIT %3$d"
                        .formatted(complaint, TaskTable.NAME, EXAMPLES),
                row -> examples.add("row %d: %s: %s"
                        .formatted(row.getLong(1), row.getString(2), Cut.to(MAX_TASK, row.getString(3)))));
        return String.join("; ", examples);
    }
}
