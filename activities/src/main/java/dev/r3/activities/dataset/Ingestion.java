package dev.r3.activities.dataset;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.table.Database;
import dev.r3.activities.table.Sql;
import dev.r3.verifiers.api.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** One run of {@link DatasetIngestion}. */
final class Ingestion<T extends Task> {

    private static final int ROWS_BETWEEN_REPORTS = 10_000;

    private final DatasetRequest<T> request;
    private final SourceFile file;
    private final Workspace workspace;
    private final Database database;
    private final IngestListener listener;
    private final TaskLayout layout;
    private long rowsRead;
    private OptionalLong rowsTotal = OptionalLong.empty();

    Ingestion(
            DatasetRequest<T> request,
            SourceFile file,
            Workspace workspace,
            Database database,
            IngestListener listener) {
        this.request = request;
        this.file = file;
        this.workspace = workspace;
        this.database = database;
        this.listener = listener;
        this.layout = new TaskLayout(request.family());
    }

    DatasetProfile run() throws IOException, SQLException {
        List<String> columns = sourceColumns();
        workspace.clear();
        try (TaskTable tasks = TaskTable.create(database)) {
            RejectLog rejects = read(columns, tasks);
            requireFewRejects(rejects);
            long duplicates = tasks.dropDuplicates();
            report();
            DatasetProfile profile = profile(duplicates, rejects);
            report();
            write(profile);
            return profile;
        }
    }

    /** The names that the file gives to those of the family's columns that it has. */
    private List<String> sourceColumns() throws SQLException {
        try (Connection connection = database.connect()) {
            List<String> available = file.columns(connection);
            // A JSON file without a single object shows no columns; its rows are rejected one by one.
            if (!file.format().isJson() || !available.isEmpty()) {
                request.columns().requireIn(available, layout.columns(), file);
            }
            rowsTotal = withinLimit(file.rowCount(connection));
            return layout.columns().stream()
                    .map(request.columns()::source)
                    .filter(available::contains)
                    .distinct()
                    .toList();
        }
    }

    private OptionalLong withinLimit(OptionalLong total) {
        return total.isPresent() && request.rowLimit().isPresent()
                ? OptionalLong.of(Math.min(total.getAsLong(), request.rowLimit().getAsLong()))
                : total;
    }

    /** Takes in every row; gives the rejects, written and closed. */
    private RejectLog read(List<String> columns, TaskTable tasks) throws IOException, SQLException {
        long limit = request.rowLimit().orElse(Long.MAX_VALUE);
        try (RejectLog rejects = RejectLog.create(workspace.scratch().resolve(Workspace.REJECTS));
                Connection connection = database.connect();
                RowReader rows = RowReader.open(connection, file, columns)) {
            RowIntake<T> intake = new RowIntake<>(request, layout, tasks, rejects);
            while (rowsRead < limit && rows.next()) {
                rowsRead++;
                intake.take(rows);
                if (rowsRead % ROWS_BETWEEN_REPORTS == 0) {
                    report();
                }
            }
            report();
            return rejects;
        }
    }

    private void requireFewRejects(RejectLog rejects) throws IOException {
        if (rowsRead == 0) {
            throw new DataFailure(
                    "data file %s holds no rows; expected at least one: was it written whole?".formatted(file.path()));
        }
        long rejected = rejects.total();
        Share most = request.proof().rejected();
        if (rejected == rowsRead || most.isExceededBy(rejected, rowsRead)) {
            workspace.publishRejects();
            throw new DataFailure(("%d of %d rows of data file %s are no %s tasks, expected a share of at most %s;"
                            + " by reason: %s; all of them: %s; correct the rows or the column mapping")
                    .formatted(
                            rejected,
                            rowsRead,
                            file.path(),
                            request.family().id(),
                            most,
                            rejects.summary(),
                            workspace.publishedRejects()));
        }
    }

    private DatasetProfile profile(long duplicates, RejectLog rejects) throws SQLException {
        ProofResult proof = new ProofCheck(database, file.path()).check(request.proof());
        SplitSizes sizes = new SplitSizes(size(Side.TRAIN), size(Side.VALIDATION), size(Side.TEST));
        return new DatasetProfile(
                request.family().id(),
                rowsRead,
                sizes.total(),
                duplicates,
                rejects.counts(),
                sizes,
                ContentDigest.of(database),
                proof,
                Summaries.of(database, layout));
    }

    private long size(Side side) throws SQLException {
        return database.count(
                "SELECT count(*) FROM %s WHERE side = %s".formatted(TaskTable.NAME, Sql.literal(side.label())));
    }

    private void write(DatasetProfile profile) throws IOException, SQLException {
        SplitWriter writer = new SplitWriter(database, layout);
        for (Side side : Side.values()) {
            writer.write(side, workspace.scratch());
            report();
        }
        Files.writeString(workspace.scratch().resolve(ProfileFile.NAME), ProfileFile.json(profile));
        workspace.publish();
    }

    private void report() {
        listener.progressed(rowsRead, rowsTotal);
    }
}
