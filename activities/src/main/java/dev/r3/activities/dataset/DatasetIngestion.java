package dev.r3.activities.dataset;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.table.Database;
import dev.r3.verifiers.api.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Turns the rows of a file into tasks, in constant memory: reads and validates each row, keeps the first row of each
 * task, splits, has the verifier prove the data, and writes {@code train.parquet}, {@code validation.parquet},
 * {@code test.parquet}, {@code rejects.jsonl} and {@code profile.json}. The same rows give the same bytes.
 */
public final class DatasetIngestion {

    private DatasetIngestion() {}

    /**
     * Ingests a file into a folder, which is made if it does not exist. What an earlier ingestion left there is
     * replaced; one folder takes one ingestion at a time. If this throws, the folder holds no profile of this file, but
     * perhaps its rejects.
     *
     * @throws DataFailure if the file can't be read, lacks a column, has too many rejects or does not prove itself
     * @throws UncheckedIOException if the folder can't be written
     */
    public static <T extends Task> DatasetProfile ingest(
            DatasetRequest<T> request, Path folder, IngestListener listener) {
        SourceFile file = SourceFile.open(request.file(), request.format());
        try (Workspace workspace = Workspace.in(folder);
                Database database = Database.open(workspace.spill())) {
            return new Ingestion<>(request, file.unzippedIn(workspace.scratch()), workspace, database, listener).run();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the data set in %s: %s".formatted(folder, FileFailures.explain(e)), e);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "DuckDB failed while it prepared %s in %s: %s".formatted(request.file(), folder, e.getMessage()),
                    e);
        }
    }
}
