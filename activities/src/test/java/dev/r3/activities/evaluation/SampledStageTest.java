package dev.r3.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.dataset.DatasetStage;
import dev.r3.activities.dataset.IngestListener;
import dev.r3.activities.policy.CheckpointDigest;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.ModelStage;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.policy.WorkListener;
import dev.r3.activities.port.DataSpecs;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SampledShardInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.EpisodeSpec;
import dev.r3.workflows.contract.spec.EvaluateSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.RetryContextChoice;
import dev.r3.workflows.contract.spec.SampledSpec;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampledStageTest {
    private static final ExperimentId ID = new ExperimentId("r3-test-0123456789ab");
    private static final int SAMPLES = 128;

    @TempDir
    Path folder;

    private final TaskFamilies families = TaskFamilies.load(List.of());

    /** Stages of a store, with a data set of eight test tasks, and a model. */
    private record Opened(Stages stages, ExperimentInputs inputs, SampledInput input) {}

    private Path rows;

    @BeforeEach
    void writeTasks() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 10; i++) {
            text.append("{\"target\":%d,\"nums\":[%d,%d]}\n".formatted(2 * i + 1, i, i + 1));
        }
        rows = Files.writeString(folder.resolve("rows.jsonl"), text);
    }

    private Opened open(String name, SampledSpec sampled, TurnSpec turn) {
        InMemoryArtifactStore store = new InMemoryArtifactStore();
        Stages stages = new Stages(store, folder.resolve(name + "-scratch"), Clock.systemUTC());
        StageResult model = new ModelStage(stages).run(TinyModel.FOLDER, CheckpointDigest.of(TinyModel.FOLDER), ID);
        ExperimentInput experiment = new ExperimentInput(
                ID,
                spec(sampled, turn),
                new Digest("ab".repeat(32)),
                verifier(),
                store.put(ArtifactKey.of("in", "rows.jsonl"), rows),
                new TreeMap<>(Map.of(ArmName.VANILLA, model)),
                StageKind.EVALUATION,
                new ExperimentInput.Provenance("ada", ""),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>());
        StageResult dataset = new DatasetStage(families, store, stages).run(experiment, IngestListener.SILENT);
        ExperimentInputs inputs = new ExperimentInputs(
                families, stages, new CheckpointFolders(folder.resolve(name + "-checkpoints"), stages, store));
        return new Opened(stages, inputs, new SampledInput(experiment, dataset, model, ArmName.VANILLA));
    }

    @Test
    void shardsOfAnySizeGiveTheSame() {
        SampledSpec spec = new SampledSpec(SAMPLES, 1, 1, 0);
        Opened first = open("first", spec, new TurnSpec(1, 2));
        SampledStage small = new SampledStage(first.stages(), first.inputs(), 2);
        assertThat(small.find(first.input())).isEqualTo(new ShardedStanding(4, Optional.empty()));
        for (int shard : new int[] {3, 1}) {
            assertThat(small.shard(new SampledShardInput(first.input(), shard, 4), WorkListener.SILENT)
                            .origin())
                    .isEqualTo(Origin.COMPUTED);
        }
        StageResult whole = small.run(first.input(), WorkListener.SILENT);
        assertThat(small.shard(new SampledShardInput(first.input(), 0, 4), WorkListener.SILENT)
                        .origin())
                .as("computed with the whole")
                .isEqualTo(Origin.REUSED);
        assertThat(small.find(first.input()).finished().map(StageResult::content))
                .contains(whole.content());

        Opened second = open("second", spec, new TurnSpec(1, 2));
        StageResult other =
                new SampledStage(second.stages(), second.inputs(), 4).run(second.input(), WorkListener.SILENT);
        assertThat(other.digest()).isEqualTo(whole.digest());
        assertThat(other.content()).isEqualTo(whole.content());
    }

    @Test
    void theSummaryHasWhatEstimatesNeed() {
        Opened opened = open("summed", new SampledSpec(4, 1, 1, 5), new TurnSpec(1, 2));
        StageResult stage = new SampledStage(opened.stages(), opened.inputs()).run(opened.input(), WorkListener.SILENT);
        List<TaskPasses> rows = RecordFile.read(
                opened.stages().download(stage, "passes.parquet", folder.resolve("read")), TaskPasses.class);
        assertThat(rows).as("the first five").hasSize(5);
        NamedStage named = new NamedStage(opened.input().stage(), stage);
        assertThat(named.name()).isEqualTo("sampled/vanilla");
        SampledArm arm = SampledArm.of(ArmName.VANILLA, rows, 4);
        assertThat(SampledArm.among(List.of(named), opened.stages())).containsExactly(arm);
        assertThat(arm.firstTry().total()).isEqualTo(5);
        assertThat(SampledArm.among(List.of(new NamedStage("evaluation/vanilla", stage)), opened.stages()))
                .isEmpty();
    }

    /** The temperatures of training are not theirs. */
    @Test
    void anotherStageForOtherSamplesAlone() {
        SampledSpec spec = new SampledSpec(4, 1, 1, 0);
        StageResult same = computed("same", spec, new TurnSpec(1, 2));
        assertThat(computed("cooler-training", spec, new TurnSpec(0.5, 2)).digest())
                .isEqualTo(same.digest());
        assertThat(computed("longer", spec, new TurnSpec(1, 3)).digest()).isNotEqualTo(same.digest());
        assertThat(computed("cooler", new SampledSpec(4, 0.5, 1, 0), new TurnSpec(1, 2))
                        .digest())
                .isNotEqualTo(same.digest());
        assertThat(computed("narrower", new SampledSpec(4, 1, 0.5, 0), new TurnSpec(1, 2))
                        .digest())
                .isNotEqualTo(same.digest());
    }

    private StageResult computed(String name, SampledSpec spec, TurnSpec turn) {
        Opened opened = open(name, spec, turn);
        return new SampledStage(opened.stages(), opened.inputs()).run(opened.input(), WorkListener.SILENT);
    }

    private static ExperimentSpec spec(SampledSpec sampled, TurnSpec turn) {
        ExperimentSpec spec = DataSpecs.of(
                "test",
                0,
                new TaskSpec("countdown", Map.of(), new PromptSpec("", "", "", "")),
                new DataSpec("rows.jsonl", Map.of(), 0, new SplitSpec(0, 0.05, 0.85), new ProofSpec(1, 1, 0.01)),
                new TrackingSpec("r3", ""));
        EvaluateSpec evaluate = spec.evaluate();
        return new ExperimentSpec(
                spec.name(),
                spec.seed(),
                spec.parent(),
                spec.task(),
                spec.data(),
                spec.policy(),
                new EpisodeSpec(turn, turn, turn, 8, 1, RetryContextChoice.CONVERSATION),
                spec.failures(),
                spec.train(),
                new EvaluateSpec(
                        evaluate.tasks(),
                        evaluate.validationTasks(),
                        evaluate.baselines(),
                        evaluate.genericReflection(),
                        evaluate.noReflection(),
                        evaluate.taskGrpo(),
                        evaluate.forgetting(),
                        sampled),
                spec.gate(),
                spec.tracking());
    }

    private static Digest verifier() {
        CountdownFamily family = new CountdownFamily();
        return new Digest(
                Fingerprint.of(family, Options.of(family.options(), Map.of())).value());
    }
}
