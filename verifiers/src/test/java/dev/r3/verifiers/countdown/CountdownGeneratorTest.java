package dev.r3.verifiers.countdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskGenerator;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountdownGeneratorTest {

    private static final CountdownFamily FAMILY = new CountdownFamily();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "numbers=1,target-smallest=0",
                "numbers=2,operators=-,target-smallest=-50,target-largest=-1",
                "numbers=6",
                "operators=+",
                "operators=*,largest=9,target-largest=999",
                "operators=*/,whole-results=false,largest=9,target-smallest=1",
                "whole-results=false,smallest=0",
                "numbers=3,target-smallest=24,target-largest=24,largest=13",
                "numbers=2,smallest=100000000000000000,largest=999999999999999999,target-largest=999999999999999999",
            })
    void makesTasksThatTheirSolutionsSolve(String settings) throws InvalidTaskException {
        Verifier<CountdownTask> verifier = FAMILY.verifier(Options.of(FAMILY.options(), Map.of()));
        for (ObjectNode row : rows(7, settings, 300)) {
            CountdownTask task = FAMILY.readTask(row);
            Completion gold = Completion.whole(verifier.goldAnswer(task).orElseThrow());
            assertThat(verifier.verify(task, gold)).as("%s", row).isInstanceOf(Verdict.Passed.class);
            assertThat(task.row()).isEqualTo(row);
        }
    }

    @Test
    void keepsToItsSettings() throws InvalidTaskException {
        String settings = "numbers=3-5,smallest=2,largest=20,target-smallest=30,target-largest=40,operators=+-";
        for (ObjectNode row : rows(1, settings, 300)) {
            CountdownTask task = FAMILY.readTask(row);
            assertThat(task.numbers()).hasSizeBetween(3, 5).allMatch(number -> number >= 2 && number <= 20);
            assertThat(task.target()).isBetween(30L, 40L);
            assertThat(task.solution().orElseThrow()).doesNotContain("*", "/");
        }
    }

    @Test
    void variesWhatItMakes() throws InvalidTaskException {
        List<ObjectNode> rows = rows(1, "", 2_000);
        assertThat(new HashSet<>(rows)).hasSizeGreaterThan(1_990);
        String solutions =
                rows.stream().map(row -> row.path("solution").textValue()).collect(Collectors.joining("\n"));
        assertThat(solutions).contains("+", "-", "*", "/", "(");
        assertThat(rows.stream().map(row -> row.path("target").longValue()).distinct())
                .hasSize(90);
    }

    @Test
    void givesTheSameRowForTheSameSeedOptionsAndIndex() {
        assertThat(rows(5, "", 50)).isEqualTo(rows(5, "", 100).subList(0, 50));
        assertThat(rows(5, "", 50)).doesNotContainAnyElementsOf(rows(6, "", 50));
        assertThat(rows(5, "", 1).get(0)).hasToString(FIRST_ROW_OF_SEED_5);
    }

    /** Guards against a change of the generator that nobody meant: generated data sets are named by seed and options. */
    private static final String FIRST_ROW_OF_SEED_5 =
            "{\"target\":82,\"nums\":[7,35,12,28],\"solution\":\"28 + 35 + 12 + 7\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numbers=0",
                "numbers=33",
                "numbers=4-3",
                "numbers=3-",
                "numbers=-3",
                "numbers=three",
                "numbers=3-4-5",
                "smallest=-1",
                "largest=8,smallest=9",
                "target-largest=49,target-smallest=50",
                "operators=",
                "operators=+^",
                "operators=++",
                "whole-results=yes",
                "difficulty=hard",
            })
    void refusesSettingsOutOfRange(String settings) {
        assertThatThrownBy(() -> rows(1, settings, 1))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(settings.substring(0, settings.indexOf('=')));
    }

    @Test
    void refusesSettingsThatNoTaskSatisfies() {
        assertThatThrownBy(() -> rows(1, "operators=+,target-smallest=1,target-largest=1", 1))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith("no task found");
    }

    private static List<ObjectNode> rows(long seed, String settings, int count) {
        TaskGenerator generator = FAMILY.generator().orElseThrow();
        Map<String, String> given = Arrays.stream(settings.split(","))
                .filter(setting -> !setting.isEmpty())
                .collect(Collectors.toMap(
                        setting -> setting.substring(0, setting.indexOf('=')),
                        setting -> setting.substring(setting.indexOf('=') + 1)));
        return generator
                .generate(seed, Options.of(generator.options(), given))
                .limit(count)
                .toList();
    }
}
