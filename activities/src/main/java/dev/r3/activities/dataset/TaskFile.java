package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.DataFailure;
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
        TaskLayout layout = new TaskLayout(family);
        try {
            Files.createDirectories(folder);
            try (Database database = Database.open(folder.resolve(".spill-" + target.getFileName()))) {
                database.execute("CREATE TABLE generated (task VARCHAR)");
                append(rows, layout, database);
                // One thread: the borders of row groups must not depend on who is faster.
                database.execute("SET threads = 1");
                database.execute("COPY (SELECT %s FROM (SELECT %s AS row FROM generated)) TO %s (%s)"
                        .formatted(layout.columnsOfRow(), layout.typed("task"), Sql.literal(part.toString()), format));
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (SQLException | IOException e) {
            throw new DataFailure("cannot write %s: %s".formatted(file, e.getMessage()), e);
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

    private static String format(Path file) {
        String name = file.getFileName().toString();
        String compression = name.toLowerCase(Locale.ROOT).endsWith(".gz") ? ", COMPRESSION gzip" : "";
        return switch (DataFormat.ofFileName(name)) {
            case PARQUET -> "FORMAT parquet, COMPRESSION zstd";
            case JSON -> "FORMAT json, ARRAY true" + compression;
            case JSON_LINES -> "FORMAT json" + compression;
            case CSV -> "FORMAT csv, HEADER true" + compression;
            case TSV -> "FORMAT csv, HEADER true, DELIMITER '\t'" + compression;
        };
    }
}
