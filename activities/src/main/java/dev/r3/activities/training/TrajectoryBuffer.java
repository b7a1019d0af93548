package dev.r3.activities.training;

import dev.r3.activities.table.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Trajectories on their way into a snapshot. They are outside the Java heap, and beyond a bound on the disk. */
final class TrajectoryBuffer implements AutoCloseable {
    private final Path file;
    private @Nullable RecordWriter<Trajectory> rows;

    /**
     * @param file to write them to before they are moved; on the disk that they are moved on
     */
    TrajectoryBuffer(Path file) {
        this.file = file;
    }

    /**
     * Adds rows.
     *
     * @throws dev.r3.activities.failure.StorageFailure if there is no room for them
     */
    void add(Stream<Trajectory> trajectories) {
        trajectories.forEach(open()::add);
    }

    /**
     * Writes a file of all rows since it did so last.
     *
     * @throws dev.r3.activities.failure.StorageFailure if it can't be written
     */
    void moveTo(Path target) throws IOException {
        open().finish();
        close();
        Files.move(file, target);
    }

    private RecordWriter<Trajectory> open() {
        RecordWriter<Trajectory> opened = rows == null ? TrajectoryFile.open(file) : rows;
        rows = opened;
        return opened;
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }
}
