package dev.r3.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.table.RecordFile;
import dev.r3.activities.table.RecordRows;
import dev.r3.model.evaluate.PairedPasses;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampledGainTest {
    private static final List<TaskPasses> VANILLA =
            List.of(new TaskPasses("a", 2, 0, 1), new TaskPasses("b", 2, 2, 2), new TaskPasses("c", 2, 0, 0));

    @TempDir
    Path folder;

    @Test
    void tasksArePairs() {
        SampledGain gain =
                gain(List.of(new TaskPasses("a", 2, 1, 1), new TaskPasses("b", 2, 1, 2), new TaskPasses("c", 2, 0, 2)));
        assertThat(gain.over()).isEqualTo("vanilla");
        assertThat(gain.arm()).isEqualTo("trained");
        assertThat(gain.firstTry()).isEqualTo(new PairedPasses(List.of(0L, 1L, 1L, 1L, 0L)));
        assertThat(gain.secondTry()).isEqualTo(new PairedPasses(List.of(0L, 0L, 2L, 0L, 1L)));
    }

    @Test
    void whatIsNoPairIsRefused() {
        TaskPasses first = new TaskPasses("a", 2, 1, 1);
        TaskPasses second = new TaskPasses("b", 2, 1, 2);
        TaskPasses third = new TaskPasses("c", 2, 0, 2);
        assertRefused(List.of(second, first, third), "2 courses of b");
        assertRefused(List.of(first, second), "not sampled on all of vanilla's tasks");
        assertRefused(List.of(first, second, third, new TaskPasses("d", 2, 0, 0)), "2 courses of d");
        assertRefused(List.of(first, second, new TaskPasses("c", 4, 0, 2)), "4 courses of c");
    }

    private void assertRefused(List<TaskPasses> trained, String message) {
        assertThatThrownBy(() -> gain(trained))
                .isInstanceOf(DataFailure.class)
                .hasMessageStartingWith("trained ")
                .hasMessageContaining(message);
    }

    private SampledGain gain(List<TaskPasses> trained) {
        SampledArm arm = SampledArm.of("trained", VANILLA, 2);
        try (RecordRows<TaskPasses> own = rows("trained", trained);
                RecordRows<TaskPasses> vanilla = rows("vanilla", VANILLA)) {
            return SampledGain.of(arm, "vanilla", own, vanilla);
        }
    }

    private RecordRows<TaskPasses> rows(String name, List<TaskPasses> passes) {
        Path file = folder.resolve(name + ".parquet");
        RecordFile.write(file, TaskPasses.class, passes);
        return RecordRows.open(file, TaskPasses.class);
    }
}
