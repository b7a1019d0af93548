package dev.r3.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.policy.Judgement;
import dev.r3.activities.stage.Shard;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.reflect.GivenReflection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenReflectionsTest {
    private static final int TASKS = 20;

    @TempDir
    Path folder;

    private ReflectedResults reflected;

    /** Every third first answer passes. */
    @BeforeEach
    void write() {
        reflected = written(
                IntStream.range(0, TASKS).mapToObj(GivenReflectionsTest::result).toList());
    }

    private ReflectedResults written(List<TaskResult> results) {
        Path file = folder.resolve("results.parquet");
        RecordFile.write(file, TaskResult.class, results);
        return new ReflectedResults(file);
    }

    private static TaskResult result(int task) {
        boolean passed = task % 3 == 0;
        return new TaskResult(
                "task-" + task,
                "an answer",
                passed ? Judgement.PASSED : Judgement.FAILED,
                passed ? "" : "missed-target",
                passed ? "" : "reflection " + task,
                passed ? "" : "another",
                passed ? Judgement.NONE : Judgement.FAILED,
                passed ? "" : "missed-target");
    }

    @Test
    void eachFailureGetsAnothersReflection() {
        List<Optional<GivenReflection>> given =
                GivenReflections.of(new SecondTry.ForeignReflection(1), reflected, new Shard(0, TASKS));
        for (int task = 0; task < TASKS; task++) {
            assertThat(given.get(task).isPresent()).isEqualTo(task % 3 != 0);
            assertThat(given.get(task)).isNotEqualTo(Optional.of(new GivenReflection.Text("reflection " + task)));
        }
        assertThat(given.stream().flatMap(Optional::stream))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, TASKS)
                        .filter(task -> task % 3 != 0)
                        .<GivenReflection>mapToObj(task -> new GivenReflection.Text("reflection " + task))
                        .toList());
    }

    /** As where the context was full after the first answer. */
    @Test
    void whatWasNotReflectedOnIsNotRetriedAndHandsOnNothing() {
        Set<Integer> full = Set.of(1, 7, 8, 19);
        ReflectedResults some = written(IntStream.range(0, TASKS)
                .mapToObj(task -> full.contains(task) ? result(task).firstAlone() : result(task))
                .toList());
        SecondTry foreign = new SecondTry.ForeignReflection(1);
        List<Optional<GivenReflection>> given = GivenReflections.of(foreign, some, new Shard(0, TASKS));
        List<Integer> reflected = IntStream.range(0, TASKS)
                .filter(task -> task % 3 != 0 && !full.contains(task))
                .boxed()
                .toList();
        assertThat(IntStream.range(0, TASKS).filter(task -> given.get(task).isPresent()))
                .containsExactlyElementsOf(reflected);
        assertThat(given.stream().flatMap(Optional::stream))
                .as("no empty one")
                .containsExactlyInAnyOrderElementsOf(reflected.stream()
                        .<GivenReflection>map(task -> new GivenReflection.Text("reflection " + task))
                        .toList());
        assertThat(reflected)
                .noneMatch(task -> given.get(task).equals(Optional.of(new GivenReflection.Text("reflection " + task))));
        assertThat(GivenReflections.of(new SecondTry.GenericReflection("Hm."), some, new Shard(0, TASKS))
                        .get(1))
                .as("a control without others' reflections")
                .isPresent();
    }

    @Test
    void theOnlyReflectionIsNotItsOwnTasks() {
        ReflectedResults single = written(IntStream.range(0, TASKS)
                .mapToObj(task -> task == 4 ? result(task) : result(task).firstAlone())
                .toList());
        assertThat(GivenReflections.of(new SecondTry.ForeignReflection(1), single, new Shard(0, TASKS)))
                .containsOnly(Optional.empty());
    }

    @Test
    void shardsGetWhatAllGet() {
        for (SecondTry kind : List.of(
                new SecondTry.NoReflection("Again."),
                new SecondTry.GenericReflection("Hm."),
                new SecondTry.ForeignReflection(1))) {
            List<Optional<GivenReflection>> together = new ArrayList<>();
            for (Shard shard : Shard.of(TASKS, 7)) {
                together.addAll(GivenReflections.of(kind, reflected, shard));
            }
            assertThat(together).isEqualTo(GivenReflections.of(kind, reflected, new Shard(0, TASKS)));
        }
    }
}
