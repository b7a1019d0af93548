package dev.r3.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.stage.Sha256;
import dev.r3.model.evaluate.Proportion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TasksSectionTest {
    private static final int ALL = 200_000;

    @Test
    void saysHowManyTasksThePageHas() {
        assertThat(markup(150_000))
                .contains("150,000 of 200,000 test tasks are on this page, first those that were fixed or broken");
        assertThat(markup(ALL)).doesNotContain("on this page");
    }

    private static String markup(int tasks) {
        TaskBook.Written book =
                new TaskBook.Written(Path.of("book"), "{}", Sha256.of(new byte[0]), new TreeMap<>(), tasks, 500);
        return new TasksSection(figures(), book).markup();
    }

    private static Figures figures() {
        return figures(List.of());
    }

    /** Of a small experiment with these curves. */
    static Figures figures(List<Curve> curves) {
        return new Figures(
                "small",
                "countdown",
                ALL,
                Stream.of("vanilla", "trained").map(TasksSectionTest::arm).toList(),
                null,
                null,
                curves,
                new TreeMap<>(),
                new Figures.Training(1, 1, 1, 1, 1),
                null,
                new TreeMap<>(),
                List.of(),
                null,
                null,
                Map.of());
    }

    private static ArmFigures arm(String name) {
        Share half = Share.of(new Proportion(ALL / 2, ALL));
        return new ArmFigures(
                name,
                half,
                half,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>(),
                new TreeMap<>(),
                new ReflectionFigures(0, 0, 0, 0, 0, 0, 0, null, 0, null));
    }
}
