package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.DataSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The first stage: an experiment's tasks, by the experiment's spec. */
public final class DatasetStage {

    /** Raise it when the same source and spec give other files. */
    private static final int VERSION = 2;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TaskFamilies families;
    private final ArtifactStore store;
    private final Stages stages;

    public DatasetStage(TaskFamilies families, ArtifactStore store, Stages stages) {
        this.families = requireNonNull(families, "families is null");
        this.store = requireNonNull(store, "store is null");
        this.stages = requireNonNull(stages, "stages is null");
    }

    /** The committed data set of an experiment, computed now if it does not stand yet. */
    public StageResult run(ExperimentInput input, IngestListener listener) {
        return run(ExperimentFamily.of(families, input), input, listener);
    }

    /** The committed data set of an experiment, if it stands. */
    public Optional<StageResult> find(ExperimentInput input) {
        return stages.find(identity(ExperimentFamily.of(families, input), input), input);
    }

    private static StageIdentity identity(ExperimentFamily<?> family, ExperimentInput input) {
        return StageIdentity.of(
                StageKind.DATASET,
                VERSION,
                parameters(family.verifier(), input.spec().data()),
                Map.of("source", input.source().sha256()));
    }

    private <T extends Task> StageResult run(
            ExperimentFamily<T> family, ExperimentInput input, IngestListener listener) {
        DataSpec data = input.spec().data();
        return stages.run(identity(family, input), input, scratch -> {
            // In a folder of its own: it may be named like one of the files that are made of it.
            Path source = sourceFolder(scratch).resolve(input.source().key().name());
            store.download(input.source(), source);
            DatasetProfile profile =
                    ingest(DatasetRequest.of(source, family.family(), family.options(), data), scratch, listener);
            return StageOutput.of(files(scratch), new Digest(profile.digest()), ProfileFile.tree(profile));
        });
    }

    /** A full or broken disk is the worker's trouble, not the data's: another attempt may have more room. */
    private static <T extends Task> DatasetProfile ingest(
            DatasetRequest<T> request, Path folder, IngestListener listener) {
        try {
            return DatasetIngestion.ingest(request, folder, listener);
        } catch (UncheckedIOException e) {
            throw new StorageFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static Path sourceFolder(Path scratch) {
        try {
            return Files.createDirectories(scratch.resolve("source"));
        } catch (IOException e) {
            throw new StorageFailure("cannot create a folder in %s: %s".formatted(scratch, FileFailures.explain(e)), e);
        }
    }

    /** Everything of the spec that decides the stage's content; the source's own name does not. */
    private static JsonNode parameters(Fingerprint verifier, DataSpec data) {
        ObjectNode parameters = JSON.valueToTree(data);
        parameters.remove("source");
        parameters.put("verifier", verifier.value());
        return parameters;
    }

    private static SortedMap<String, Path> files(Path scratch) {
        SortedMap<String, Path> files = new TreeMap<>();
        for (Side side : Side.values()) {
            files.put(side.fileName(), scratch.resolve(side.fileName()));
        }
        files.put("rejects.jsonl", scratch.resolve("rejects.jsonl"));
        files.put(ProfileFile.NAME, scratch.resolve(ProfileFile.NAME));
        return files;
    }
}
