package dev.r3.activities.training;

import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.policy.Judgement;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.snapshot.BestMetric;
import dev.r3.model.snapshot.ExpectedRun;
import dev.r3.model.snapshot.Retention;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.SnapshotState;
import dev.r3.model.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Snapshots of a training that has computed nothing.
 *
 * @param root the folder that they lie in
 */
record SmallSnapshots(Path root, RunDigests digests) {
    static final String METRIC = "second try";

    SmallSnapshots(Path root) {
        this(root, new RunDigests("spec", "data", "verifier"));
    }

    ExpectedRun expected() {
        return new ExpectedRun(digests.spec(), digests.data(), Map.of());
    }

    /** A reflection that was cut off. */
    static Trajectory sampledIn(long step) {
        return new Trajectory(
                step,
                "coin-1",
                "train-0/reflection",
                0,
                List.of(new Trajectory.Message("user", "Reflect.")),
                3,
                "I",
                1,
                true,
                List.of(),
                Judgement.UNSCORABLE,
                "",
                "cut off",
                null,
                null);
    }

    /**
     * Writes one.
     *
     * @param best step; 0 without a validation
     * @param weights the content of its weights
     */
    Snapshot write(long step, long best, String weights) throws IOException {
        return write(step, step, best, weights);
    }

    /** Writes one after an epoch of these steps. */
    Snapshot epoch(long first, long last) throws IOException {
        return write(first, last, 0, "weights " + last);
    }

    private Snapshot write(long first, long step, long best, String weights) throws IOException {
        List<Long> steps = LongStream.rangeClosed(first, step).boxed().toList();
        SnapshotState state = new SnapshotState(
                step,
                0,
                step,
                1,
                Map.of(),
                Map.of(),
                digests,
                best == 0 ? Optional.empty() : Optional.of(new BestMetric(METRIC, 0.5, best)),
                Map.of());
        try (SnapshotStore snapshots = SnapshotStore.open(root, new Retention(2), QuietSteps.NONE)) {
            return snapshots.write(state, part -> {
                Files.createDirectory(part.resolve("model"));
                Files.writeString(part.resolve("model").resolve("weights"), weights);
                Files.writeString(part.resolve("model").resolve("config.json"), "{}");
                JsonLines.write(
                        part.resolve(EpochFiles.METRICS),
                        steps.stream()
                                .map(done -> new StepMetrics(done, 1_000, new TreeMap<>()))
                                .toList());
                RecordFile.write(
                        part.resolve(TrajectoryFile.NAME),
                        Trajectory.class,
                        steps.stream().map(SmallSnapshots::sampledIn).toList());
            });
        }
    }
}
