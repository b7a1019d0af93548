package dev.r3.activities.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.r3.activities.dataset.DatasetStage;
import dev.r3.activities.dataset.IngestListener;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.policy.CheckpointDigest;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.ModelStage;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.policy.WorkListener;
import dev.r3.activities.port.DataSpecs;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageCost;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.AttemptsShardInput;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.EpisodeSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.FailuresSpec;
import dev.r3.workflows.contract.spec.KeepChoice;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsStageTest {
    private static final ExperimentId ID = new ExperimentId("r3-test-0123456789ab");
    private static final TurnSpec TURN = new TurnSpec(1, 2);
    private static final int SAMPLES = 2;

    /** Two batches and a bit, of 128. */
    private static final int TASKS = 270;

    /** Of a batch each. */
    private static final int ANSWERS = 128 * SAMPLES;

    @TempDir
    Path folder;

    private final TaskFamilies families = TaskFamilies.load(List.of());
    private Path rows;

    /** Stages of a store, with a data set and a model. */
    private record Opened(Stages stages, ExperimentInputs inputs, AttemptsInput input) {}

    @BeforeEach
    void writeTasks() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= TASKS + 40; i++) {
            text.append("{\"target\":%d,\"nums\":[%d,%d]}\n".formatted(2 * i + 1, i, i + 1));
        }
        rows = Files.writeString(folder.resolve("rows.jsonl"), text);
    }

    private Opened open(String name) {
        InMemoryArtifactStore store = new InMemoryArtifactStore();
        Stages stages = new Stages(store, folder.resolve(name + "-scratch"), Clock.systemUTC());
        StageResult model = new ModelStage(stages).run(TinyModel.FOLDER, CheckpointDigest.of(TinyModel.FOLDER), ID);
        ExperimentInput experiment = new ExperimentInput(
                ID,
                spec(),
                new Digest("ab".repeat(32)),
                verifier(),
                store.put(ArtifactKey.of("in", "rows.jsonl"), rows),
                new TreeMap<>(Map.of(ArmName.VANILLA, model)),
                StageKind.FAILURES,
                new ExperimentInput.Provenance("ada", ""),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>());
        StageResult dataset = new DatasetStage(families, store, stages).run(experiment, IngestListener.SILENT);
        ExperimentInputs inputs = new ExperimentInputs(
                families, stages, new CheckpointFolders(folder.resolve(name + "-checkpoints"), stages, store));
        return new Opened(stages, inputs, new AttemptsInput(experiment, dataset));
    }

    @Test
    void shardsThatStandAreUsedAndTheWholeIsWhatOneWorkerWrites() {
        Opened opened = open("sharded");
        AttemptsInput input = opened.input();
        AttemptsStage sharded = new AttemptsStage(opened.stages(), opened.inputs(), ANSWERS);
        assertThat(sharded.find(input)).isEqualTo(new ShardedStanding(3, Optional.empty()));
        double before = 0;
        for (int shard : new int[] {2, 0}) {
            StageResult computed = sharded.shard(new AttemptsShardInput(input, shard, 3), WorkListener.SILENT);
            assertThat(computed.origin()).isEqualTo(Origin.COMPUTED);
            assertThat(computed.kind()).isEqualTo(StageKind.SHARD);
            before += opened.stages().manifest(computed).seconds();
        }
        StageResult whole = sharded.run(input, WorkListener.SILENT);
        assertThat(sharded.shard(new AttemptsShardInput(input, 1, 3), WorkListener.SILENT)
                        .origin())
                .as("computed with the whole")
                .isEqualTo(Origin.REUSED);
        assertThat(sharded.find(input).finished().map(StageResult::content)).contains(whole.content());

        List<TaskAnswers> unsharded = unsharded(opened);
        Manifest manifest = opened.stages().manifest(whole);
        Path file = folder.resolve("unsharded.parquet");
        assertThat(whole.content()).isEqualTo(RecordFile.write(file, TaskAnswers.class, unsharded));
        assertThat(opened.stages().download(whole, AttemptsStage.FILE, folder.resolve("read")))
                .hasSameBinaryContentAs(file);
        assertThat(manifest.summary().path("tasks").asInt()).isEqualTo(TASKS);
        assertThat(manifest.summary().path("generated_tokens").asLong())
                .isEqualTo(unsharded.stream()
                        .mapToLong(TaskAnswers::generatedTokens)
                        .sum());
        assertThat(StageCost.of(manifest).seconds())
                .as("with those from before")
                .isCloseTo(manifest.seconds() + before, within(1e-6));

        Opened other = open("whole");
        AttemptsStage unparted = new AttemptsStage(other.stages(), other.inputs());
        assertThat(unparted.find(other.input()).shards()).isEqualTo(1);
        StageResult alone = unparted.run(other.input(), WorkListener.SILENT);
        assertThat(alone.digest()).isEqualTo(whole.digest());
        assertThat(alone.content()).isEqualTo(whole.content());
    }

    @ParameterizedTest
    @CsvSource({"1, 8192", "2, 4096", "8, 1024", "9, 896", "64, 128", "65, 128", "1000, 128"})
    void aShardHasWholeBatches(int samples, int tasks) {
        assertThat(AttemptSampling.tasksOf(8_192, samples)).isEqualTo(tasks);
    }

    /** All tasks by one worker, held at once. */
    private List<TaskAnswers> unsharded(Opened opened) {
        AttemptsInput input = opened.input();
        ExperimentSpec spec = input.experiment().spec();
        List<EpisodeTask> tasks =
                opened.inputs().tasks(input.experiment(), input.dataset(), Side.TRAIN, TASKS, folder.resolve("tasks"));
        return opened.inputs()
                .models()
                .use(
                        input.experiment().policy(),
                        spec.policy(),
                        model -> new AttemptSampling(
                                        model.policy(),
                                        opened.inputs().episodes(input.experiment()),
                                        spec.failures(),
                                        spec.seed())
                                .run(tasks, WorkListener.SILENT));
    }

    private static ExperimentSpec spec() {
        ExperimentSpec spec = DataSpecs.of(
                "test",
                0,
                new TaskSpec("countdown", Map.of(), new PromptSpec("", "", "", "")),
                new DataSpec("rows.jsonl", Map.of(), 0, new SplitSpec(0, 0.01, 0.01), new ProofSpec(1, 1, 0.01)),
                new TrackingSpec("r3", ""));
        return new ExperimentSpec(
                spec.name(),
                spec.seed(),
                spec.parent(),
                spec.task(),
                spec.data(),
                spec.policy(),
                new EpisodeSpec(TURN, TURN, TURN, 8, 1, RetryContextChoice.CONVERSATION),
                new FailuresSpec(SAMPLES, 1, KeepChoice.GREEDY_FAILED, 0, 1, TASKS),
                spec.train(),
                spec.evaluate(),
                spec.gate(),
                spec.tracking());
    }

    private static Digest verifier() {
        CountdownFamily family = new CountdownFamily();
        return new Digest(
                Fingerprint.of(family, Options.of(family.options(), Map.of())).value());
    }
}
