package dev.r3.activities.training;

import dev.r3.activities.policy.JsonLines;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.train.TrainingFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the metrics of an epoch's steps into the snapshot that ends it: of a step that was done twice, as its first try
 * was killed, those count that led to what was kept.
 */
final class EpochFiles implements TrainingFiles {
    static final String METRICS = "metrics.jsonl";

    private final TrainingFiles files;
    private final List<StepMetrics> steps = new ArrayList<>();

    EpochFiles(TrainingFiles files) {
        this.files = files;
    }

    void add(StepMetrics metrics) {
        steps.add(metrics);
    }

    @Override
    public void write(Path folder) throws IOException {
        files.write(folder);
        JsonLines.write(folder.resolve(METRICS), steps);
        steps.clear();
    }

    @Override
    public void restore(Snapshot snapshot) {
        files.restore(snapshot);
    }
}
