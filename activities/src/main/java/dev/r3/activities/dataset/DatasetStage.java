package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.DataSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The first stage: an experiment's tasks, by the experiment's spec. */
public final class DatasetStage {

    /** Raise it when the same source and spec give other files. */
    private static final int VERSION = 2;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TaskFamilies families;
    private final ArtifactStore store;
    private final Stages stages;
    private final Trainings trainings;

    /** Of experiments without parents. */
    public DatasetStage(TaskFamilies families, ArtifactStore store, Stages stages) {
        this(families, store, stages, none -> Optional.empty());
    }

    /**
     * @param experiments what an experiment was started with; empty if that is not known
     */
    public DatasetStage(
            TaskFamilies families,
            ArtifactStore store,
            Stages stages,
            Function<ExperimentId, Optional<ExperimentInput>> experiments) {
        this.families = requireNonNull(families, "families is null");
        this.store = requireNonNull(store, "store is null");
        this.stages = requireNonNull(stages, "stages is null");
        this.trainings = new Trainings(experiments);
    }

    /**
     * The committed data set of an experiment, computed now if it does not stand yet. Of a check of forgetting it is
     * without the tasks that the model is trained on.
     *
     * @throws DataFailure if it is no such data, or nothing of a check is left, or it is not known what is to be left out
     */
    public StageResult run(ExperimentInput input, IngestListener listener) {
        StageResult all = run(ExperimentFamily.of(families, input), input, listener);
        List<StageResult> taught = taught(input);
        return taught.isEmpty()
                ? all
                : unlessWhole(
                        all,
                        stages.run(untaught(all, taught), input, scratch -> leaveOut(input, all, taught, scratch)));
    }

    /** Of a check's committed data set, how many tasks were left out as the model is trained on them. */
    public static long leftOut(Manifest check) {
        return UntaughtTasks.leftOut(ProfileFile.of(check.summary()));
    }

    /** The committed data set of an experiment, if it stands. */
    public Optional<StageResult> find(ExperimentInput input) {
        // A worker with another verifier refuses here, too.
        ExperimentFamily.of(families, input);
        Optional<StageResult> all = stages.find(identity(input), input);
        List<StageResult> taught = taught(input);
        return taught.isEmpty()
                ? all
                : all.flatMap(
                        whole -> stages.find(untaught(whole, taught), input).map(left -> unlessWhole(whole, left)));
    }

    /** The data itself where nothing of it was left out, so that what was made of it stands whoever asks. */
    private static StageResult unlessWhole(StageResult all, StageResult left) {
        return left.content().equals(all.content()) ? all : left;
    }

    /**
     * The data sets that a check's model was trained on, of the check's family: tasks of others are others. Those of a
     * parent are found by what it was started with, whatever verifier that had.
     *
     * @throws DataFailure if a parent's is not there
     */
    private List<StageResult> taught(ExperimentInput input) {
        String family = input.spec().task().family();
        return input.taught().filter(own -> own.family().equals(family)).stream()
                .flatMap(own -> Stream.concat(
                        Stream.of(own.dataset()),
                        trainings.before(input).stream()
                                .filter(parent -> parent.spec().task().family().equals(family))
                                .map(parent -> stages.find(identity(parent), parent.once())
                                        .orElseThrow(() -> withoutTaught(own.check(), parent)))))
                .toList();
    }

    private static DataFailure withoutTaught(String check, ExperimentInput parent) {
        return new DataFailure(
                "evaluate.forgetting.%s: the data of %s, which this experiment goes on from, is not in the store, so that the tasks it was trained on can't be left out; `r3 run` its spec with --fresh --until dataset, or remove the check"
                        .formatted(check, parent.id()));
    }

    private static StageIdentity untaught(StageResult all, List<StageResult> taught) {
        SortedMap<String, Digest> inputs = new TreeMap<>(Map.of("dataset", all.content()));
        for (int i = 0; i < taught.size(); i++) {
            inputs.put("taught/%03d".formatted(i), taught.get(i).content());
        }
        return StageIdentity.of(
                StageKind.DATASET, VERSION, JSON.createObjectNode().put("without", "taught"), inputs);
    }

    private StageOutput leaveOut(ExperimentInput input, StageResult all, List<StageResult> taught, Path scratch) {
        for (Side side : UntaughtTasks.TAUGHT) {
            stages.download(all, side.fileName(), scratch);
        }
        stages.download(all, Workspace.REJECTS, scratch);
        Path whole = stages.download(all, Side.TEST.fileName(), scratch.resolve("whole"));
        List<Path> files = new ArrayList<>();
        for (StageResult dataset : taught) {
            for (Side side : UntaughtTasks.TAUGHT) {
                files.add(stages.download(dataset, side.fileName(), scratch.resolve("taught-" + files.size())));
            }
        }
        DatasetProfile profile = UntaughtTasks.write(
                ProfileFile.of(stages.manifest(all).summary()), whole, files, scratch.resolve(Side.TEST.fileName()));
        if (profile.splits().test() == 0) {
            String check = input.taught().orElseThrow().check();
            throw new DataFailure(
                    "evaluate.forgetting.%s: all %d tasks of %s are training or validation tasks of this experiment, or of one that it goes on from, so that they can't show what the model forgets; give it a file with other tasks, or remove the check"
                            .formatted(
                                    check,
                                    UntaughtTasks.leftOut(profile),
                                    input.spec().data().source()));
        }
        UntaughtTasks.writeProfile(profile, scratch);
        return StageOutput.of(files(scratch), new Digest(profile.digest()), ProfileFile.tree(profile));
    }

    private static StageIdentity identity(ExperimentInput input) {
        return StageIdentity.of(
                StageKind.DATASET,
                VERSION,
                parameters(input.verifier(), input.spec().data()),
                Map.of("source", input.source().sha256()));
    }

    private <T extends Task> StageResult run(
            ExperimentFamily<T> family, ExperimentInput input, IngestListener listener) {
        DataSpec data = input.spec().data();
        StageIdentity identity = identity(input);
        return stages.run(identity, input, scratch -> {
            // In a folder of its own: it may be named like one of the files that are made of it.
            Path source = sourceFolder(scratch).resolve(input.source().key().name());
            store.download(input.source(), source);
            try {
                DatasetProfile profile =
                        ingest(DatasetRequest.of(source, family.family(), family.options(), data), scratch, listener);
                return StageOutput.of(files(scratch), new Digest(profile.digest()), ProfileFile.tree(profile));
            } catch (DataFailure failure) {
                throw lasting(failure, source, data, scratch.resolve(Workspace.REJECTS), identity);
            }
        });
    }

    /**
     * The failure in words that outlast the scratch folder: the source by the name that its user gave it, and the rejected
     * rows, if there are any, by the address where they are kept.
     */
    private DataFailure lasting(DataFailure failure, Path source, DataSpec data, Path rejects, StageIdentity identity) {
        String message = String.valueOf(failure.getMessage()).replace(source.toString(), data.source());
        if (Files.exists(rejects)) {
            ArtifactKey kept = ArtifactKey.of(
                    "rejects", identity.digest().hex(), rejects.getFileName().toString());
            store.put(kept, rejects);
            message = message.replace(rejects.toString(), store.address(kept));
        }
        return new DataFailure(message, failure);
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
    private static JsonNode parameters(Digest verifier, DataSpec data) {
        ObjectNode parameters = JSON.valueToTree(data);
        parameters.remove("source");
        parameters.put("verifier", verifier.hex());
        return parameters;
    }

    private static SortedMap<String, Path> files(Path scratch) {
        SortedMap<String, Path> files = new TreeMap<>();
        for (Side side : Side.values()) {
            files.put(side.fileName(), scratch.resolve(side.fileName()));
        }
        files.put(Workspace.REJECTS, scratch.resolve(Workspace.REJECTS));
        files.put(ProfileFile.NAME, scratch.resolve(ProfileFile.NAME));
        return files;
    }
}
