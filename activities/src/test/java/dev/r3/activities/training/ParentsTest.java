package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.port.DataSpecs;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ParentTraining;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentsTest {
    private static final Digest MODEL = new Digest("ab".repeat(32));
    private static final Digest OTHER_MODEL = new Digest("cd".repeat(32));
    private static final TaskFamilies FAMILIES = TaskFamilies.load(List.of());

    private static final KnownTraining TRAINING =
            new KnownTraining(new Digest("01".repeat(32)), new Digest("02".repeat(32)), Optional.empty());

    @TempDir
    Path folder;

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private final KnownTrainings trainings = new KnownTrainings(store);

    @Test
    void aChildNeedsTheParentsFamilyModelAndAdapters() {
        ExperimentInput parent = input("countdown", MODEL, 0);
        refuses(parent, input("function-calling", MODEL, 0), "task.family is 'function-calling', but the parent ");
        refuses(parent, input("countdown", OTHER_MODEL, 0), "policy.checkpoint is not the model that the parent ");
        refuses(parent, input("countdown", MODEL, 4), "policy.lora is not that of the parent ");
    }

    @Test
    void aParentThatHasTrainedNothingIsNone() {
        refuses(
                input("countdown", MODEL, 0),
                input("countdown", MODEL, 0),
                "parent: r3-parent-abababababab has kept no step of training yet; see `r3 explain ");
    }

    @Test
    void aTrainingWithAFormerVerifierCanBeAParent() throws IOException {
        ExperimentInput parent = withVerifier(OTHER_MODEL);
        trainings.note(parent.id(), TRAINING);
        keep(SnapshotArchive.of(store, TRAINING.training(), Optional.empty()), 2);

        ParentTraining found = parents().find(parent, input("countdown", MODEL, 0));
        assertThat(found)
                .isEqualTo(new ParentTraining(
                        parent.id(), TRAINING.training(), TRAINING.failures(), 2, Optional.empty(), Optional.empty()));
    }

    @Test
    void ofSeveralTrainingsTheOneThatWentFarthestCounts() throws IOException {
        ExperimentInput parent = input("countdown", MODEL, 0);
        KnownTraining later = new KnownTraining(new Digest("ef".repeat(32)), MODEL, Optional.empty());
        List.of(TRAINING, later).forEach(training -> trainings.note(parent.id(), training));
        keep(SnapshotArchive.of(store, TRAINING.training(), Optional.empty()), 3);
        keep(SnapshotArchive.of(store, later.training(), Optional.empty()), 2);

        assertThat(parents().find(parent, input("countdown", MODEL, 0)).training())
                .isEqualTo(TRAINING.training());
    }

    @Test
    void aTrainingThatWasFirstComputedWithoutCacheCanBeAParent() throws IOException {
        ExperimentInput parent = input("countdown", MODEL, 0);
        Recomputation by = Recomputation.create();
        StageIdentity identity = StageIdentity.of(StageKind.TRAIN, 1, SpecTree.empty(), Map.of());
        stages().run(identity, parent.recomputed(by), scratch -> StageOutput.of(Map.of(), MODEL, SpecTree.empty()));
        trainings.note(parent.id(), new KnownTraining(identity.digest(), MODEL, Optional.empty()));
        keep(SnapshotArchive.of(store, identity.digest(), Optional.of(by)), 2);

        ParentTraining found = parents().find(parent, input("countdown", MODEL, 0));
        assertThat(found.step()).isEqualTo(2);
        assertThat(found.recomputation()).contains(by);
    }

    @Test
    void aFormerVerifierWithoutANotedTrainingIsNamed() {
        refuses(
                withVerifier(OTHER_MODEL),
                input("countdown", MODEL, 0),
                "parent: an older r3 ran r3-parent-abababababab and noted no training of it, and what it would be today"
                        + " can't be told (this worker's verifier 'countdown' has fingerprint ");
    }

    private void keep(SnapshotArchive archive, long step) throws IOException {
        archive.keep(new SmallSnapshots(folder.resolve("made-" + UUID.randomUUID())).write(step, 0, "weights"));
    }

    private Stages stages() {
        return new Stages(store, folder, Clock.systemUTC());
    }

    private Parents parents() {
        Stages stages = stages();
        ExperimentInputs inputs =
                new ExperimentInputs(FAMILIES, stages, new CheckpointFolders(folder.resolve("models"), stages, store));
        return new Parents(FAMILIES, store, stages, inputs);
    }

    private void refuses(ExperimentInput parent, ExperimentInput child, String expected) {
        assertThatThrownBy(() -> parents().find(parent, child))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageStartingWith(expected);
    }

    private static ExperimentInput input(String family, Digest model, int rank) {
        ArtifactRef file = new ArtifactRef(ArtifactKey.of("inputs", "file"), MODEL, 1);
        StageResult vanilla =
                new StageResult(StageKind.MODEL, MODEL, file, model, StageResult.Origin.COMPUTED, "computed");
        ExperimentSpec least = DataSpecs.of(
                "parent",
                0,
                new TaskSpec(family, Map.of(), new PromptSpec("", "", "", "")),
                new DataSpec("rows.jsonl", Map.of(), 0, new SplitSpec(0, 0.1, 0.1), new ProofSpec(1, 1, 0)),
                new TrackingSpec("r3", ""));
        return new ExperimentInput(
                ExperimentId.of("parent", MODEL),
                new ExperimentSpec(
                        least.name(),
                        least.seed(),
                        least.parent(),
                        least.task(),
                        least.data(),
                        TinyModel.policy(rank),
                        least.episode(),
                        least.failures(),
                        least.train(),
                        least.evaluate(),
                        least.gate(),
                        least.tracking()),
                MODEL,
                new Digest(fingerprint(FAMILIES.find(family).orElseThrow())),
                file,
                new TreeMap<>(Map.of(ArmName.VANILLA, vanilla)),
                StageKind.TRAIN,
                new ExperimentInput.Provenance("ada", ""),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }

    /** As a former R3 had it. */
    private static ExperimentInput withVerifier(Digest verifier) {
        ExperimentInput input = input("countdown", MODEL, 0);
        return new ExperimentInput(
                input.id(),
                input.spec(),
                input.specDigest(),
                verifier,
                input.source(),
                input.models(),
                input.until(),
                input.provenance(),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }

    private static String fingerprint(TaskFamily<?> family) {
        return Fingerprint.of(family, Options.of(family.options(), Map.of())).value();
    }
}
