package dev.r3.activities.policy;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.activities.endpoint.EndpointFile;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.EndpointSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings models into the artifact store, so that any worker can use them: checkpoints under their content, or endpoints. */
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

    /** The committed place of a model behind a server, stored now if it does not stand yet. Nobody asks the server. */
    public StageResult run(EndpointSpec endpoint, ExperimentId experiment) {
        StageIdentity identity = StageIdentity.of(StageKind.MODEL, VERSION, SpecTree.of(endpoint), Map.of());
        return stages.run(
                identity,
                experiment,
                scratch -> StageOutput.of(
                        Map.of(EndpointFile.NAME, EndpointFile.write(endpoint, scratch)),
                        EndpointFile.digest(endpoint),
                        SpecTree.empty()));
    }

    /** Where a stage's model is asked; empty for a checkpoint. */
    static Optional<EndpointSpec> endpoint(Stages stages, StageResult model) {
        if (model.kind() != StageKind.MODEL
                || !stages.manifest(model).parameters().has("endpoint")) {
            return Optional.empty();
        }
        List<EndpointSpec> read = new ArrayList<>();
        stages.scratch(folder -> read.add(EndpointFile.read(stages.download(model, EndpointFile.NAME, folder))));
        return Optional.of(read.get(0));
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
