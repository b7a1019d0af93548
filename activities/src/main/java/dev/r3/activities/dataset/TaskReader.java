package dev.r3.activities.dataset;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.table.Database;
import dev.r3.verifiers.api.Column;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Streams the tasks of one side of an ingested data set back, in their order. */
public final class TaskReader<T extends Task> implements Iterator<T>, AutoCloseable {

    private final TaskFamily<T> family;
    private final Path file;
    private final Database database;
    private final RowReader rows;
    private final StandardRow standard;
    private boolean atRow;

    private TaskReader(TaskFamily<T> family, Path file, Database database, RowReader rows) {
        this.family = family;
        this.file = file;
        this.database = database;
        this.rows = rows;
        this.standard = new StandardRow(family.columns(), ColumnMapping.SAME_NAMES);
    }

    /**
     * Opens a side.
     *
     * @param file a side's Parquet file as {@link DatasetIngestion} wrote it
     * @throws DataFailure if the file can't be read or is of another family
     */
    public static <T extends Task> TaskReader<T> open(TaskFamily<T> family, Path file) {
        SourceFile source = SourceFile.open(file, DataFormat.PARQUET);
        List<String> columns = family.columns().stream().map(Column::name).toList();
        try {
            Database database = Database.openWithoutSpill();
            try {
                ColumnMapping.SAME_NAMES.requireIn(source.columns(database.connection()), family.columns(), source);
                return new TaskReader<>(family, file, database, RowReader.open(database.connection(), source, columns));
            } catch (DataFailure e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw source.unreadable(e);
        }
    }

    @Override
    public boolean hasNext() {
        if (!atRow) {
            atRow = rows.next();
        }
        return atRow;
    }

    /** @throws DataFailure if the row is no task of the family: another version of R3 wrote it */
    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more tasks in " + file);
        }
        atRow = false;
        try {
            return family.readTask(standard.of(rows.row()));
        } catch (InvalidTaskException e) {
            throw new DataFailure(
                    "row %d of %s is no %s task: %s; ingest the data again"
                            .formatted(rows.number(), file, family.id(), e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        try (database) {
            rows.close();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close " + file, e);
        }
    }
}
