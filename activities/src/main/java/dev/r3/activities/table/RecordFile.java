package dev.r3.activities.table;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.workflows.contract.Digest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Files with a record a row, as Parquet: anything that reads Parquet reads them. A column for each component; lists and
 * records within are lists and structs. The same rows give the same bytes.
 */
public final class RecordFile {
    private RecordFile() {}

    /**
     * Writes rows.
     *
     * @return SHA-256 of the rows as lines of JSON: what they say, however Parquet packs it
     * @throws StorageFailure if the file can't be written
     */
    public static <R extends Record> Digest write(Path file, Class<R> type, List<R> rows) {
        try (RecordWriter<R> writer = RecordWriter.open(file, type)) {
            rows.forEach(writer::add);
            return writer.finish();
        }
    }

    /**
     * Writes the rows of files, in their order, without holding them.
     *
     * @param parts at least one, with the same columns
     * @param rowsInGroup so many are packed together, a multiple of 2,048
     * @throws StorageFailure if a file can't be read or written
     */
    public static void join(List<Path> parts, Path file, int rowsInGroup) {
        try (Database database = Database.open(file.resolveSibling(".spill-" + file.getFileName()))) {
            // One thread: the borders of row groups must not depend on who is faster.
            database.execute("SET threads = 1");
            database.execute("COPY (SELECT * FROM read_parquet(%s)) TO %s %s"
                    .formatted(
                            parts.stream().map(RecordFile::pattern).collect(Collectors.joining(", ", "[", "]")),
                            Sql.literal(file.toAbsolutePath().toString()),
                            RecordWriter.parquet(rowsInGroup)));
        } catch (SQLException e) {
            throw RecordWriter.unwritable(file, e);
        }
    }

    private static String pattern(Path file) {
        return Sql.literal(Sql.pattern(file.toAbsolutePath().toString()));
    }

    /**
     * All rows of a file.
     *
     * @throws StorageFailure if the file can't be read
     * @throws dev.r3.activities.failure.DataFailure for a row that is no such record
     */
    public static <R extends Record> List<R> read(Path file, Class<R> type) {
        List<R> rows = new ArrayList<>();
        try (RecordRows<R> all = RecordRows.open(file, type)) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }
}
