package dev.r3.activities.training;

import dev.r3.activities.table.RecordFile;
import dev.r3.activities.table.RecordWriter;
import java.nio.file.Path;
import java.util.List;

/** Files of {@link Trajectory} rows: an epoch's in the snapshot that ends it, and all of a training's in its stage. */
final class TrajectoryFile {
    static final String NAME = "trajectories.parquet";

    /** Rows have prompts of thousands of characters. */
    private static final int ROWS_IN_GROUP = 8_192;

    private TrajectoryFile() {}

    /** See {@link RecordWriter#open}. */
    static RecordWriter<Trajectory> open(Path file) {
        return RecordWriter.open(file, Trajectory.class, ROWS_IN_GROUP);
    }

    /** See {@link RecordFile#join}. */
    static void join(List<Path> epochs, Path file) {
        RecordFile.join(epochs, file, ROWS_IN_GROUP);
    }
}
