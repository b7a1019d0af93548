package dev.r3.activities.policy;

import dev.r3.activities.dataset.DatasetStage;
import dev.r3.activities.dataset.IngestListener;
import dev.r3.activities.port.DataSpecs;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.EpisodeSpec;
import dev.r3.workflows.contract.spec.EvaluateSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.FailuresSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.RetryContextChoice;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import dev.r3.workflows.contract.spec.TurnSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A store with a data set of easy Countdown tasks, and the tiny model: what the stages that use a model begin with. */
public record CountdownExperiment(
        InMemoryArtifactStore store,
        Stages stages,
        ExperimentInputs inputs,
        ExperimentInput experiment,
        StageResult dataset,
        StageResult model) {
    public static final ExperimentId ID = new ExperimentId("r3-test-0123456789ab");

    /**
     * Opens it.
     *
     * @param folder of its own
     * @param tasks in the data set, before it is split
     */
    public static CountdownExperiment open(Path folder, int tasks, ExperimentSpec spec, StageKind until)
            throws IOException {
        TaskFamilies families = TaskFamilies.load(List.of());
        InMemoryArtifactStore store = new InMemoryArtifactStore();
        Stages stages = new Stages(store, folder.resolve("scratch"), Clock.systemUTC());
        StageResult model = new ModelStage(stages).run(TinyModel.FOLDER, CheckpointDigest.of(TinyModel.FOLDER), ID);
        ExperimentInput experiment = new ExperimentInput(
                ID,
                spec,
                new Digest("ab".repeat(32)),
                verifier(),
                store.put(ArtifactKey.of("in", "rows.jsonl"), rows(folder, tasks)),
                new TreeMap<>(Map.of(ArmName.VANILLA, model)),
                until,
                new ExperimentInput.Provenance("ada", ""),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
        StageResult dataset = new DatasetStage(families, store, stages).run(experiment, IngestListener.SILENT);
        ExperimentInputs inputs = new ExperimentInputs(
                families, stages, new CheckpointFolders(folder.resolve("checkpoints"), stages, store));
        return new CountdownExperiment(store, stages, inputs, experiment, dataset, model);
    }

    private static Path rows(Path folder, int tasks) throws IOException {
        return Files.writeString(
                Files.createDirectories(folder).resolve("rows.jsonl"),
                IntStream.rangeClosed(1, tasks)
                        .mapToObj(i -> "{\"target\":%d,\"nums\":[%d,%d]}\n".formatted(2 * i + 1, i, i + 1))
                        .collect(Collectors.joining()));
    }

    private static Digest verifier() {
        CountdownFamily family = new CountdownFamily();
        return new Digest(
                Fingerprint.of(family, Options.of(family.options(), Map.of())).value());
    }

    /** What most specs of tests say. */
    public static ExperimentSpec usual(SplitSpec split) {
        return DataSpecs.of(
                "test",
                0,
                new TaskSpec("countdown", Map.of(), new PromptSpec("", "", "", "")),
                new DataSpec("rows.jsonl", Map.of(), 0, split, new ProofSpec(1, 1, 0.01)),
                new TrackingSpec("r3", ""));
    }

    /** A spec with short turns, all alike, and other failures and evaluations. */
    public static ExperimentSpec with(
            ExperimentSpec spec, TurnSpec turn, FailuresSpec failures, EvaluateSpec evaluate) {
        return new ExperimentSpec(
                spec.name(),
                spec.seed(),
                spec.parent(),
                spec.task(),
                spec.data(),
                spec.policy(),
                new EpisodeSpec(turn, turn, turn, 8, 1, RetryContextChoice.CONVERSATION),
                failures,
                spec.train(),
                evaluate,
                spec.gate(),
                spec.tracking());
    }
}
