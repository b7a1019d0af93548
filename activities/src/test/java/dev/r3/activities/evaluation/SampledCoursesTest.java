package dev.r3.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.policy.CoinTask;
import dev.r3.activities.policy.LocalModel;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.reflect.EpisodeConfig;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.workflows.contract.spec.SampledSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampledCoursesTest {
    private static final int SAMPLES = 16;
    private static final EpisodeConfig EPISODE = CoinTask.EPISODES.sampled(new SampledSpec(SAMPLES, 1, 0.95, 0));
    private static final List<EpisodeTask> TASKS = CoinTask.first(40);

    @TempDir
    Path folder;

    @Test
    void sameSeedSameCoursesWhereverTheTasksAreCut() {
        try (LocalModel model = TinyModel.open()) {
            List<TaskPasses> whole = run(model, 7, TASKS);
            assertThat(whole)
                    .extracting(TaskPasses::task)
                    .isEqualTo(TASKS.stream().map(EpisodeTask::id).toList());
            assertThat(whole).extracting(TaskPasses::samples).containsOnly(SAMPLES);
            assertThat(whole)
                    .as("a coin's tosses differ")
                    .anyMatch(task -> task.firstTry() > 0 && task.firstTry() < SAMPLES)
                    .anyMatch(task -> task.secondTry() > task.firstTry());
            assertThat(run(model, 7, TASKS)).isEqualTo(whole);
            assertThat(run(model, 8, TASKS)).isNotEqualTo(whole);

            List<TaskPasses> parts = new ArrayList<>(run(model, 7, TASKS.subList(0, 16)));
            parts.addAll(run(model, 7, TASKS.subList(16, 40)));
            assertThat(parts).isEqualTo(whole);

            RecordFile.write(folder.resolve("passes.parquet"), TaskPasses.class, whole);
            assertThat(RecordFile.read(folder.resolve("passes.parquet"), TaskPasses.class))
                    .isEqualTo(whole);
        }
    }

    /** A coin falls on either side, and a retry is another toss: a half, and three quarters. */
    @Test
    void estimatesAreThoseOfACoin() {
        try (LocalModel model = TinyModel.open()) {
            SampledArm arm = SampledArm.of("vanilla", run(model, 7, TASKS), SAMPLES);
            assertThat(arm.firstTry().average().mean()).isBetween(0.35, 0.65);
            assertThat(arm.secondTry().average().mean()).isBetween(0.6, 0.9);
            assertThat(arm.firstTry().passAt(2).mean())
                    .isGreaterThan(arm.firstTry().passAt(1).mean());
        }
    }

    @Test
    void theControlHasTheSameFirstAnswersAndOtherRetries() {
        try (LocalModel model = TinyModel.open()) {
            List<TaskPasses> reflected = run(model, 7, TASKS);
            List<TaskPasses> control = unreflected(model, 7, TASKS);
            assertThat(control)
                    .extracting(TaskPasses::task)
                    .isEqualTo(reflected.stream().map(TaskPasses::task).toList());
            assertThat(control)
                    .extracting(TaskPasses::firstTry)
                    .isEqualTo(reflected.stream().map(TaskPasses::firstTry).toList());
            assertThat(control)
                    .as("other tosses")
                    .extracting(TaskPasses::secondTry)
                    .isNotEqualTo(reflected.stream().map(TaskPasses::secondTry).toList());
            assertThat(SampledArm.of("vanilla/no-reflection", control, SAMPLES)
                            .secondTry()
                            .average()
                            .mean())
                    .as("a retry is another toss for each course")
                    .isBetween(0.6, 0.9);
            List<TaskPasses> parts = new ArrayList<>(unreflected(model, 7, TASKS.subList(0, 16)));
            parts.addAll(unreflected(model, 7, TASKS.subList(16, 40)));
            assertThat(parts).isEqualTo(control);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 256", "2, 128", "3, 64", "16, 16", "100, 2", "256, 1", "1000, 1"})
    void aboutAsManyCoursesAreWrittenAtATime(int samples, int tasks) {
        assertThat(SampledCourses.batch(samples)).isEqualTo(tasks);
    }

    private static List<TaskPasses> run(LocalModel model, long seed, List<EpisodeTask> tasks) {
        return SampledCourses.run(
                new ReflectedTries(model.policy(), EPISODE, SAMPLES, seed), tasks, WorkListener.SILENT);
    }

    private static List<TaskPasses> unreflected(LocalModel model, long seed, List<EpisodeTask> tasks) {
        return SampledCourses.run(
                new UnreflectedTries(model.policy(), EPISODE, SAMPLES, seed, "Try again."), tasks, WorkListener.SILENT);
    }
}
