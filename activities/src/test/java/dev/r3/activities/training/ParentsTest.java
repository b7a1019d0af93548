package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.port.DataSpecs;
import dev.r3.activities.port.InMemoryArtifactStore;
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
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentsTest {
    private static final Digest MODEL = new Digest("ab".repeat(32));
    private static final Digest OTHER_MODEL = new Digest("cd".repeat(32));
    private static final TaskFamilies FAMILIES = TaskFamilies.load(List.of());

    @TempDir
    Path folder;

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

    private void refuses(ExperimentInput parent, ExperimentInput child, String expected) {
        InMemoryArtifactStore store = new InMemoryArtifactStore();
        Stages stages = new Stages(store, folder, Clock.systemUTC());
        ExperimentInputs inputs =
                new ExperimentInputs(FAMILIES, stages, new CheckpointFolders(folder.resolve("models"), stages, store));
        assertThatThrownBy(() -> new Parents(FAMILIES, store, stages, inputs).find(parent, child))
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
                        least.tracking()),
                MODEL,
                new Digest(fingerprint(FAMILIES.find(family).orElseThrow())),
                file,
                new TreeMap<>(Map.of(ArmName.VANILLA, vanilla)),
                StageKind.TRAIN,
                new ExperimentInput.Provenance("ada", ""),
                Optional.empty(),
                Optional.empty());
    }

    private static String fingerprint(TaskFamily<?> family) {
        return Fingerprint.of(family, Options.of(family.options(), Map.of())).value();
    }
}
