package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.DataFailure;
import dev.r3.verifiers.api.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Writes tasks to a file that {@link DatasetIngestion} reads, in the format of its name. */
public final class TaskFile {

    private TaskFile() {}

    /**
     * Writes rows; the file appears only when it is whole.
     *
     * @param columns the family's columns; what a row has besides is left out
     * @throws DataFailure if the file can't be written
     */
    public static void write(Iterator<ObjectNode> rows, List<Column> columns, Path file) {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling("part-" + target.getFileName());
        Path folder = requireNonNull(target.getParent(), "a file has a folder");
        try {
            Files.createDirectories(folder);
            try (Database database = Database.open(folder)) {
                database.execute("CREATE TABLE generated (position BIGINT, task VARCHAR)");
                append(rows, database);
                database.execute(TypedRows.copy("SELECT position, task FROM generated", columns, "", part));
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (SQLException | IOException e) {
            throw new DataFailure("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void append(Iterator<ObjectNode> rows, Database database) throws SQLException {
        try (var appender = database.connection().createAppender(DuckDBConnection.DEFAULT_SCHEMA, "generated")) {
            for (long position = 0; rows.hasNext(); position++) {
                appender.beginRow()
                        .append(position)
                        .append(rows.next().toString())
                        .endRow();
            }
        }
    }
}
