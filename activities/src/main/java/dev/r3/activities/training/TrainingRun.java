package dev.r3.activities.training;

import static java.util.Objects.requireNonNull;

import dev.r3.model.snapshot.ExpectedRun;
import dev.r3.model.snapshot.RunDigests;
import java.nio.file.Path;
import java.util.Map;

/**
 * A run that can be stopped and go on.
 *
 * @param environment what a bitwise equal continuation needs the same of
 * @param snapshots its folder
 */
public record TrainingRun(RunDigests digests, Map<String, String> environment, Path snapshots) {
    public TrainingRun {
        requireNonNull(digests, "digests is null");
        environment = Map.copyOf(environment);
        requireNonNull(snapshots, "snapshots is null");
    }

    ExpectedRun expected() {
        return new ExpectedRun(digests.spec(), digests.data(), environment);
    }
}
