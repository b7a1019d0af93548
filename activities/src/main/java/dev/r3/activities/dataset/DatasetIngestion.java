package dev.r3.activities.dataset;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.DataFailure;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Reads a file of tasks into a folder: a Parquet file for each side, the rejected rows, and the profile. */
public final class DatasetIngestion {

    private static final int ROWS_BETWEEN_NEWS = 10_000;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private DatasetIngestion() {}

    /**
     * Ingests. The same file and request give the same bytes.
     *
     * @param folder exists; gets {@code train.parquet}, {@code validation.parquet}, {@code test.parquet}, {@code
     *     rejects.jsonl} and, last and only if all went well, {@code profile.json}
     * @throws DataFailure if the data can't be read, or does not prove itself
     */
    public static <T extends Task> DatasetProfile ingest(
            DatasetRequest<T> request, Path folder, IngestListener listener) {
        try (Database database = Database.open(folder)) {
            DatasetProfile profile = ingest(request, folder, listener, database);
            JSON.writeValue(folder.resolve("profile.json").toFile(), profile);
            return profile;
        } catch (SQLException e) {
            throw new DataFailure("%s cannot be read: %s".formatted(request.source(), firstLine(e)), e);
        } catch (IOException e) {
            throw new DataFailure("cannot write to %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static <T extends Task> DatasetProfile ingest(
            DatasetRequest<T> request, Path folder, IngestListener listener, Database database)
            throws SQLException, IOException {
        StagedTasks tasks = StagedTasks.create(database, request.split());
        SelfProof<T> proof = new SelfProof<>(request.family().verifier(request.options()));
        long row = 0;
        try (Rejects rejects = Rejects.create(folder.resolve("rejects.jsonl"));
                RowReader rows = RowReader.open(
                        database, request.source(), request.family().columns(), request.columns(), request.limit())) {
            while (rows.next()) {
                row++;
                try {
                    T task = request.family().readTask(rows.row());
                    proof.judge(row, task);
                    tasks.add(row, task);
                } catch (InvalidTaskException e) {
                    rejects.add(row, e, rows.text());
                }
                if (row % ROWS_BETWEEN_NEWS == 0) {
                    listener.rowsRead(row, rows.total());
                }
            }
            listener.rowsRead(row, row);
            rejects.require(request.source(), row, request.requirements().rejected());
            proof.require(request.requirements());
            return write(request, folder, tasks, row, rejects, proof);
        }
    }

    private static <T extends Task> DatasetProfile write(
            DatasetRequest<T> request, Path folder, StagedTasks tasks, long rows, Rejects rejects, SelfProof<T> proof)
            throws SQLException {
        tasks.dropDuplicates();
        for (Side side : Side.values()) {
            tasks.write(side, request.family().columns(), folder.resolve(side.label() + ".parquet"));
        }
        var splits = tasks.splits();
        long kept = splits.values().stream().mapToLong(Long::longValue).sum();
        long rejected =
                rejects.counts().values().stream().mapToLong(Long::longValue).sum();
        return new DatasetProfile(
                rows,
                kept,
                rejects.counts(),
                rows - rejected - kept,
                splits,
                proof.gold(),
                proof.empty(),
                tasks.content());
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
