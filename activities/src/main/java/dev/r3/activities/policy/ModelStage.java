package dev.r3.activities.policy;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings checkpoints into the artifact store, under their content, so that any worker can use them. */
public final class ModelStage {
    private static final int VERSION = 1;

    private final Stages stages;

    public ModelStage(Stages stages) {
        this.stages = requireNonNull(stages, "stages is null");
    }

    /**
     * The committed checkpoint, uploaded now if it does not stand yet.
     *
     * @param digest the {@link CheckpointDigest} of the folder
     */
    public StageResult run(Path folder, Digest digest, ExperimentId experiment) {
        StageIdentity identity = StageIdentity.of(
                StageKind.MODEL, VERSION, JsonNodeFactory.instance.objectNode(), Map.of("checkpoint", digest));
        return stages.run(
                identity,
                experiment,
                scratch -> StageOutput.of(files(folder), digest, JsonNodeFactory.instance.objectNode()));
    }

    /** A checkpoint's files by their names. */
    public static SortedMap<String, Path> files(Path folder) {
        try {
            SortedMap<String, Path> files = new TreeMap<>();
            CheckpointDigest.files(folder).forEach(file -> files.put(String.valueOf(file.getFileName()), file));
            return files;
        } catch (IOException e) {
            throw new StorageFailure("cannot read %s: %s".formatted(folder, FileFailures.explain(e)), e);
        }
    }
}
