package dev.r3.activities.tracking;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.RunKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** What comparisons said of finished runs, a text for each other experiment, until the tracking server has it and after. */
final class RunComparisons {
    /** The tag of a run ends with the experiment that it was compared with. */
    private static final String TAG = "r3.compare.";

    private static final ArtifactKey FOLDER = ArtifactKey.of("comparisons");

    private final ArtifactStore store;
    private final Stages stages;

    RunComparisons(ArtifactStore store, Stages stages) {
        this.store = requireNonNull(store, "store is null");
        this.stages = requireNonNull(stages, "stages is null");
    }

    /** Keeps a text in place of the one before. */
    void keep(RunKey run, ExperimentId other, String text) {
        stages.scratch(scratch -> store.put(folder(run).resolve(other.value()), written(scratch, text)));
    }

    private static Path written(Path folder, String text) {
        Path file = folder.resolve("comparison.txt");
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
    }

    /** A run's tags. */
    SortedMap<String, String> tags(RunKey run) {
        SortedMap<String, String> tags = new TreeMap<>();
        store.list(folder(run))
                .forEach(key -> store.read(key)
                        .ifPresent(text -> tags.put(TAG + key.name(), new String(text, StandardCharsets.UTF_8))));
        return tags;
    }

    private static ArtifactKey folder(RunKey run) {
        return FOLDER.resolve(run.experiment().id().value()).resolve(run.execution());
    }
}
