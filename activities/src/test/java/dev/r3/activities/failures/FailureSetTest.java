package dev.r3.activities.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.policy.CoinTask;
import dev.r3.activities.policy.LocalModel;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.progress.WorkListener;
import dev.r3.model.reflect.EpisodeStart;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.KeepRule;
import dev.r3.model.train.Curriculum;
import dev.r3.model.train.WrittenRollouts;
import dev.r3.workflows.contract.spec.FailuresSpec;
import dev.r3.workflows.contract.spec.KeepChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureSetTest {
    private static final List<EpisodeTask> TASKS = CoinTask.first(12);

    @TempDir
    Path folder;

    @Test
    void everyAnswerIsKeptAndTheSeedDecides() throws Exception {
        List<Long> progress = new ArrayList<>();
        FailureSet set = build(3, KeepChoice.ANY_FAILED, (done, total) -> progress.add(done));
        assertThat(progress).containsExactly(0L, 12L);
        assertThat(set.counts().verdicts().total()).isEqualTo(36);
        assertThat(set.counts().kept()).isBetween(1L, 12L);
        set.write(folder.resolve("a.parquet"));
        build(3, KeepChoice.ANY_FAILED, WorkListener.SILENT).write(folder.resolve("b.parquet"));
        build(4, KeepChoice.ANY_FAILED, WorkListener.SILENT).write(folder.resolve("c.parquet"));
        assertThat(folder.resolve("a.parquet")).hasSameBinaryContentAs(folder.resolve("b.parquet"));
        assertThat(Files.readAllBytes(folder.resolve("a.parquet")))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("c.parquet")));
        assertThat(FailureSet.read(folder.resolve("a.parquet"), new KeepRule.AnyFailed())
                        .counts())
                .isEqualTo(set.counts());
    }

    @Test
    void aGreedyAnswerIsWrittenWhereTheRuleAsksForIt() {
        FailureSet set = build(3, KeepChoice.GREEDY_FAILED, WorkListener.SILENT);
        assertThat(set.counts().verdicts().total()).isEqualTo(48);
    }

    @Test
    void anEpochTakesEachTaskOnce() {
        FailureSet set = build(3, KeepChoice.ANY_FAILED, WorkListener.SILENT);
        int kept = Math.toIntExact(set.counts().kept());
        Curriculum<EpisodeStart> curriculum = set.curriculum(TASKS, 2, 5);
        List<String> epoch = new ArrayList<>();
        for (int batch = 0; batch < kept / 2; batch++) {
            assertThat(curriculum.at(after(batch)))
                    .hasSize(2)
                    .allSatisfy(start -> assertThat(start.failedAnswer()).isPresent());
            curriculum.at(after(batch)).forEach(start -> epoch.add(start.task().id()));
        }
        assertThat(epoch).doesNotHaveDuplicates();
        assertThat(ids(curriculum.at(after(kept / 2))))
                .isEqualTo(ids(set.curriculum(TASKS, 2, 5).at(after(kept / 2))));
        assertThat(set.curriculum(TASKS, 100, 5).at(WrittenRollouts.NONE)).hasSize(kept);
    }

    @Test
    void tasksAreAnsweredOnceAnEpochHoweverLargeItsBatchesAre() {
        FailureSet set = build(3, KeepChoice.ANY_FAILED, WorkListener.SILENT);
        int kept = Math.toIntExact(set.counts().kept());
        Curriculum<EpisodeTask> growing = set.taskCurriculum(TASKS, before -> before.batches() + 1, 5);
        List<String> answered = new ArrayList<>();
        for (int batch = 0; answered.size() + batch < kept; batch++) {
            List<EpisodeTask> tasks = growing.at(new WrittenRollouts(batch, answered.size(), 0));
            assertThat(tasks).hasSize(batch + 1);
            tasks.forEach(task -> answered.add(task.id()));
        }
        assertThat(answered)
                .doesNotHaveDuplicates()
                .containsSubsequence(ids(set.curriculum(TASKS, 2, 5).at(WrittenRollouts.NONE)));
    }

    /** Whatever the sizes: each epoch in its own order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1_000})
    void batchesRunOverTheEndOfAnEpochWithoutDroppingOrRepeatingTasks(int size) {
        FailureSet set = build(3, KeepChoice.ANY_FAILED, WorkListener.SILENT);
        int kept = Math.toIntExact(set.counts().kept());
        Curriculum<EpisodeTask> curriculum = set.taskCurriculum(TASKS, before -> size + before.batches() % 2, 5);
        List<String> answered = new ArrayList<>();
        boolean ranOver = false;
        for (int batch = 0; answered.size() < 5 * kept; batch++) {
            List<EpisodeTask> tasks = curriculum.at(new WrittenRollouts(batch, answered.size(), 0));
            assertThat(tasks).isNotEmpty().doesNotHaveDuplicates();
            ranOver |= answered.size() % kept + tasks.size() > kept;
            tasks.forEach(task -> answered.add(task.id()));
        }
        for (int epoch = 0; epoch < 5; epoch++) {
            assertThat(answered.subList(epoch * kept, (epoch + 1) * kept))
                    .as("epoch %d", epoch)
                    .isEqualTo(ids(set.curriculum(TASKS, kept, 5).at(after(epoch))));
        }
        assertThat(ranOver).isEqualTo(size < kept);
    }

    @Test
    void answersHaveAMeanLength() {
        FailureSet set = build(3, KeepChoice.ANY_FAILED, WorkListener.SILENT);
        assertThat(set.meanAnswerTokens()).isBetween(1.0, 4.0);
        FailureSet none = new FailureSet(List.of(), new KeepRule.AnyFailed());
        assertThatThrownBy(none::meanAnswerTokens)
                .isInstanceOf(DataFailure.class)
                .hasMessage("no first answer was written, so none has a length");
    }

    @Test
    void anAnchorIsAFunctionOfTheStep() {
        FailureSet set = build(3, KeepChoice.ANY_FAILED, WorkListener.SILENT);
        assertThat(set.anchor(7, 5).at(3)).hasSize(7);
        assertThat(new FailureSet(List.of(), new KeepRule.AnyFailed()).counts().tasks())
                .isZero();
        assertThatThrownBy(() -> new FailureSet(List.of(), new KeepRule.AnyFailed()).anchor(7, 5))
                .isInstanceOf(DataFailure.class);
    }

    @Test
    void anEmptySetSaysSo() {
        FailureSet none = new FailureSet(List.of(), new KeepRule.AnyFailed());
        assertThatThrownBy(() -> none.curriculum(TASKS, 2, 5))
                .isInstanceOf(DataFailure.class)
                .hasMessageStartingWith("no task is in the failure set: ");
    }

    private static WrittenRollouts after(long batches) {
        return new WrittenRollouts(batches, 2 * batches, 0);
    }

    private static List<String> ids(List<EpisodeStart> starts) {
        return starts.stream().map(start -> start.task().id()).toList();
    }

    private static FailureSet build(long seed, KeepChoice keep, WorkListener listener) {
        FailuresSpec spec = new FailuresSpec(3, 1, keep, 0, 1, 0);
        try (LocalModel model = TinyModel.open()) {
            return FailureSet.judged(
                    new AttemptSampling(model.policy(), CoinTask.EPISODES, spec, seed).run(TASKS, listener),
                    TASKS,
                    FailureSet.rule(spec));
        }
    }
}
