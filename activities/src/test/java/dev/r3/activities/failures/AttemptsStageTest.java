package dev.r3.activities.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.r3.activities.dataset.Side;
import dev.r3.activities.policy.CountdownExperiment;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageCost;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.AttemptsShardInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StagePart;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.FailuresSpec;
import dev.r3.workflows.contract.spec.KeepChoice;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TurnSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsStageTest {
    private static final TurnSpec TURN = new TurnSpec(1, 2);
    private static final int SAMPLES = 2;

    /** Two batches and a bit, of 128. */
    private static final int TASKS = 270;

    /** Of a batch each. */
    private static final int ANSWERS = 128 * SAMPLES;

    @TempDir
    Path folder;

    /** Stages of a store, with a data set and a model. */
    private record Opened(Stages stages, ExperimentInputs inputs, AttemptsInput input) {}

    private Opened open(String name) throws IOException {
        CountdownExperiment opened =
                CountdownExperiment.open(folder.resolve(name), TASKS + 40, spec(), StageKind.FAILURES);
        return new Opened(opened.stages(), opened.inputs(), new AttemptsInput(opened.experiment(), opened.dataset()));
    }

    @Test
    void shardsThatStandAreUsedAndTheWholeIsWhatOneWorkerWrites() throws IOException {
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

    @Test
    void aShardTellsHowMuchOfTheStageIsDone() throws IOException {
        Opened opened = open("told");
        AttemptsStage sharded = new AttemptsStage(opened.stages(), opened.inputs(), ANSWERS);
        List<String> told = new ArrayList<>();
        WorkListener listener = new WorkListener() {
            @Override
            public void part(StagePart part, long end) {
                told.add("one of %d, %d to %d".formatted(part.parts(), part.from(), end));
            }

            @Override
            public void progressed(long done, long total) {
                told.add("%d of %d".formatted(done, total));
            }
        };
        sharded.shard(new AttemptsShardInput(opened.input(), 2, 3), listener);
        assertThat(told).containsExactly("one of 3, 256 to 270", "256 of 270", "270 of 270");
        told.clear();
        sharded.run(opened.input(), listener);
        assertThat(told)
                .as("two that do not stand")
                .containsExactly("0 of 270", "128 of 270", "128 of 270", "256 of 270", "270 of 270");
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
        ExperimentSpec usual = CountdownExperiment.usual(new SplitSpec(0, 0.01, 0.01));
        return CountdownExperiment.with(
                usual, TURN, new FailuresSpec(SAMPLES, 1, KeepChoice.GREEDY_FAILED, 0, 1, TASKS), usual.evaluate());
    }
}
