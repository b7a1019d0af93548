package dev.r3.activities.training;

import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.train.TrainingFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts the metrics and the trajectories of an epoch's steps into the snapshot that ends it: of a step that was done
 * twice, as its first try was killed, those count that led to what was kept.
 */
final class EpochFiles implements TrainingFiles, AutoCloseable {
    static final String METRICS = "metrics.jsonl";

    /** What stays of a snapshot whose weights are removed. */
    static final Set<String> LASTING = Set.of(METRICS, TrajectoryFile.NAME);

    private final TrainingFiles files;
    private final TrajectoryBuffer trajectories;
    private final List<StepMetrics> steps = new ArrayList<>();

    /**
     * @param snapshots the folder of the run's
     */
    EpochFiles(TrainingFiles files, Path snapshots) {
        this.files = files;
        this.trajectories =
                new TrajectoryBuffer(snapshots.resolveSibling(snapshots.getFileName() + "-" + TrajectoryFile.NAME));
    }

    void add(StepMetrics metrics, Stream<Trajectory> sampled) {
        steps.add(metrics);
        trajectories.add(sampled);
    }

    /** Writes them for a snapshot that no step led to. */
    static void writeNone(Path folder) throws IOException {
        JsonLines.write(folder.resolve(METRICS), List.of());
        RecordFile.write(folder.resolve(TrajectoryFile.NAME), Trajectory.class, List.of());
    }

    @Override
    public void write(Path folder) throws IOException {
        files.write(folder);
        JsonLines.write(folder.resolve(METRICS), steps);
        trajectories.moveTo(folder.resolve(TrajectoryFile.NAME));
        steps.clear();
    }

    @Override
    public void restore(Snapshot snapshot) {
        files.restore(snapshot);
    }

    @Override
    public void close() {
        trajectories.close();
    }
}
