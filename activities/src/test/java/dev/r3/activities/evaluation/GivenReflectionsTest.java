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
        Path file = folder.resolve("results.parquet");
        RecordFile.write(
                file,
                TaskResult.class,
                IntStream.range(0, TASKS).mapToObj(GivenReflectionsTest::result).toList());
        reflected = new ReflectedResults(file);
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
