package dev.r3.infra.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {

    private static final String LEAST = """
            name: tiny
            task:
              family: countdown
            data:
              source: tasks.jsonl
            """;

    @TempDir
    Path folder;

    @Test
    void fillsInDefaults() throws Exception {
        ExperimentSpec spec = read(LEAST);
        assertThat(spec.name()).isEqualTo("tiny");
        assertThat(spec.seed()).isZero();
        assertThat(spec.data().split().test()).isEqualTo(0.2);
        assertThat(spec.data().proof().goldPasses()).isEqualTo(1.0);
        assertThat(spec.tracking().experiment()).isEqualTo("r3");
    }

    @Test
    void readsEveryKindOfValue() throws Exception {
        ExperimentSpec spec = read("""
                name: full
                seed: 42
                task:
                  family: countdown
                  options: { all-numbers-required: false }
                  prompts:
                    retry: "again, {numbers}"
                data:
                  source: a.csv
                  columns: { nums: numbers }
                  limit: 10
                  split: { seed: 3, validation: 0, test: 0.5 }
                """);
        assertThat(spec.seed()).isEqualTo(42);
        assertThat(spec.task().options()).isEqualTo(Map.of("all-numbers-required", "false"));
        assertThat(spec.task().prompts().retry()).isEqualTo("again, {numbers}");
        assertThat(spec.data().columns()).isEqualTo(Map.of("nums", "numbers"));
        assertThat(spec.data().split().seed()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            task:\\n  famly: countdown          | line 3: task.famly: unknown key; did you mean 'family'?
            sed: 3                              | line 2: sed: unknown key; did you mean 'seed'?
            zzzzzzz: 3                          | line 2: zzzzzzz: unknown key; known keys: name, seed, task, data, tracking
            seed: many                          | line 2: seed: is 'many'; expected a whole number
            seed: [1, 2]                        | line 2: seed: expected a whole number
            seed: 1\\nseed: 2                    | line 3: seed: given twice
            task: countdown                     | line 2: task: expected keys and values
            data:\\n  split:\\n    test: 1.5      | line 4: data.split: test is 1.5; expected a share from 0 to below 1
            data:\\n  split:\\n    test: .nan     | data.split.test: is '.nan'; expected a number
            """)
    void namesLineKeyAndWhatWasExpected(String yaml, String expected) {
        assertThatThrownBy(() -> read("name: tiny\n" + yaml.replace("\\n", "\n") + "\n"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void reportsEveryMistakeAtOnce() {
        assertThatThrownBy(() -> read("seed: x\ndata: {}\n"))
                .isInstanceOfSatisfying(
                        SpecException.class,
                        e -> assertThat(e.problems())
                                .extracting(SpecProblem::key)
                                .containsExactly("name", "seed", "task", "data.source"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                       | the file is empty
            name: [                  | not YAML
            a: &x [1]\\nb: [*x, *x]   | not YAML
            - 1                      | expected keys and values
            """)
    void refusesWhatIsNoSpec(String yaml, String expected) {
        assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> SpecReader.read(folder.resolve("none.yaml")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("none.yaml does not exist");
    }

    private ExperimentSpec read(String yaml) throws SpecException, IOException {
        return SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), yaml));
    }
}
