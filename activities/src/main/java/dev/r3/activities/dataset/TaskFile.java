package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.table.Database;
import dev.r3.activities.table.Sql;
import dev.r3.verifiers.api.TaskFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Locale;

/** Writes tasks to a file that {@link DatasetIngestion} reads, in the format that its name tells. */
public final class TaskFile {

    private TaskFile() {}

    /**
     * Writes rows; the file appears only when it is whole.
     *
     * @param rows in the family's standard layout
     * @throws DataFailure if the name tells no format, or the file can't be written
     */
    public static void write(Iterator<ObjectNode> rows, TaskFamily<?> family, Path file) {
        String format = format(file);
        Path target = file.toAbsolutePath();
        Path folder = requireNonNull(target.getParent(), "a file has a folder");
        Path part = folder.resolve("part-" + target.getFileName());
        try {
            Files.createDirectories(folder);
            try {
                copy(rows, new TaskLayout(family), format, part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (SQLException e) {
            throw new DataFailure("cannot write %s: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new DataFailure("cannot write %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
    }

    private static void copy(Iterator<ObjectNode> rows, TaskLayout layout, String format, Path part)
            throws SQLException {
        try (Database database = Database.open(part.resolveSibling(".spill-" + part.getFileName()))) {
            database.execute("CREATE TABLE generated (task VARCHAR)");
            append(rows, layout, database);
            // One thread: the borders of row groups must not depend on who is faster.
            database.execute("SET threads = 1");
            database.execute("COPY (SELECT %s FROM (SELECT %s AS row FROM generated)) TO %s (%s)"
                    .formatted(layout.columnsOfRow(), layout.typed("task"), Sql.literal(part.toString()), format));
        }
    }

    private static void append(Iterator<ObjectNode> rows, TaskLayout layout, Database database) throws SQLException {
        try (var appender = database.appender("generated")) {
            while (rows.hasNext()) {
                appender.beginRow()
                        .append(layout.checked(rows.next()).toString())
                        .endRow();
            }
        }
    }

    /**
     * Checks that a file's name tells a format that can be written.
     *
     * @throws DataFailure if it does not
     */
    public static void requireFormat(Path file) {
        format(file);
    }

    private static String format(Path file) {
        String name = file.getFileName().toString();
        String compression = name.toLowerCase(Locale.ROOT).endsWith(".gz") ? ", COMPRESSION gzip" : "";
        return switch (DataFormat.ofFileName(name)) {
            case PARQUET -> {
                if (!compression.isEmpty()) {
                    throw new DataFailure(
                            "'%s' names gzipped Parquet, which can't be written; expected .parquet, which is compressed inside"
                                    .formatted(file));
                }
                yield "FORMAT parquet, COMPRESSION zstd";
            }
            case JSON -> "FORMAT json, ARRAY true" + compression;
            case JSON_LINES -> "FORMAT json" + compression;
            case CSV -> "FORMAT csv, HEADER true" + compression;
            case TSV -> "FORMAT csv, HEADER true, DELIMITER '\t'" + compression;
        };
    }
}
