package dev.r3.infra.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.spec.BaselineSpec;
import dev.r3.workflows.contract.spec.EndpointSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.GateSpec;
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
        assertThat(spec.gate()).isEqualTo(GateSpec.STANDARD);
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
                  limit: 10k
                  split: { seed: 3, validation: 0, test: 0.5 }
                """);
        assertThat(spec.seed()).isEqualTo(42);
        assertThat(spec.task().options()).isEqualTo(Map.of("all-numbers-required", "false"));
        assertThat(spec.task().prompts().retry()).isEqualTo("again, {numbers}");
        assertThat(spec.data().columns()).isEqualTo(Map.of("nums", "numbers"));
        assertThat(spec.data().limit()).isEqualTo(10_000);
        assertThat(spec.data().split().seed()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            task:\\n  famly: countdown          | line 3: task.famly: unknown key; did you mean 'family'?
            sed: 3                              | line 2: sed: unknown key; did you mean 'seed'?
            zzzzzzz: 3                          | line 2: zzzzzzz: unknown key; known keys: name, seed, parent, task, data, policy, episode, failures, train, evaluate, gate, tracking
            seed: many                          | line 2: seed: is 'many'; expected a whole number
            seed: 99999999999999999999          | line 2: seed: is '99999999999999999999'; expected a whole number from -2^63 to 2^63 - 1
            seed: 1e3                           | line 2: seed: is '1e3'; expected a whole number
            seed: 4K                            | line 2: seed: is '4K'; expected a whole number from -2^63 to 2^63 - 1, such as 4000, 4k or 4Ki
            seed: ~                             | line 2: seed: is '~'; expected a whole number
            seed: [1, 2]                        | line 2: seed: expected a whole number
            seed: 1\\nseed: 2                    | line 3: seed: given twice
            data:\\n  source: a.csv\\n  limit: -1 | line 3: data: limit is -1; expected 0 or more rows
            tracking:\\n  experiment: ' '        | line 3: tracking: experiment is empty; expected a name
            tracking:\\n  experiment: "a\\0b"   | line 3: tracking: experiment is no name; expected one line
            gate:\\n  level: 0                  | line 3: gate: level is 0.0; expected a number above 0
            gate:\\n  level: 5                  | line 3: gate: level is 5.0; expected a share from 0 to 1
            gate:\\n  first-try-loss: 1.5       | line 3: gate: first-try-loss is 1.5; expected a share from 0 to 1
            ? [a]\\n: 1                          | line 2: a key is not a plain name
            task: countdown                     | line 2: task: expected keys and values
            data:\\n  split:\\n    test: 1.5      | line 4: data.split: test is 1.5; expected a share from 0 to 1
            data:\\n  split: { test: 0.7, validation: 0.4 } | line 3: data.split: validation + test is 1.1; expected at most 1
            evaluate:\\n  forgetting:\\n    a:\\n      tsk: {} | line 5: evaluate.forgetting.a.tsk: unknown key; did you mean 'task'?
            evaluate:\\n  forgetting: { a: { task: { family: countdown } } } | line 3: evaluate.forgetting.a.source: missing; expected: A file
            evaluate:\\n  forgetting: { a: x } | line 3: evaluate.forgetting.a: expected keys and values
            evaluate:\\n  forgetting:\\n    a: { task: { family: countdown }, source: b.csv, limit: 2 } | line 4: evaluate.forgetting.a: limit is 2.0; expected a share from 0 to 1
            evaluate:\\n  forgetting: { A b: { task: { family: countdown }, source: b.csv } } | line 3: evaluate: forgetting has 'A b'; expected at most 40 letters in lower case, digits and dashes
            evaluate:\\n  sampled: { samples: 2000 } | line 3: evaluate.sampled: samples is 2000; expected 0 to 1000
            evaluate:\\n  sampled: { samples: 4, top-p: 0 } | line 3: evaluate.sampled: top-p is 0.0; expected a number above 0
            evaluate:\\n  sampled: { sample: 4 } | line 3: evaluate.sampled.sample: unknown key; did you mean 'samples'?
            evaluate:\\n  baselines: { big: { endpoint: http://h/v1 } } | line 3: evaluate.baselines.big.model: missing; expected: The model's name
            evaluate:\\n  baselines:\\n    big: { endpoint: http://a:b@h/v1, model: m } | line 4: evaluate.baselines.big: endpoint holds a user or a password; expected http(s)://host
            evaluate:\\n  baselines: { big: { endpoints: http://h/v1, model: m } } | line 3: evaluate.baselines.big.endpoints: unknown key; did you mean 'endpoint'?
            evaluate:\\n  baselines: { big: [a] } | line 3: evaluate.baselines.big: expected a text, or keys and values
            evaluate:\\n  baselines: { Big: { endpoint: http://h/v1, model: m } } | line 3: evaluate: baselines has 'Big: http://h/v1'; expected a name of at most 40 letters in lower case
            data:\\n  split:\\n    test: .nan     | data.split.test: is '.nan'; expected a number
            """)
    void namesLineKeyAndWhatWasExpected(String yaml, String expected) {
        assertThatThrownBy(() -> read("name: tiny\n" + yaml.replace("\\n", "\n") + "\n"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aBaselineIsAFolderOrAnEndpoint() throws Exception {
        ExperimentSpec spec = read(LEAST + """
                evaluate:
                  baselines:
                    10x: models/10x
                    70b: { endpoint: http://host:8000/v1/, model: Qwen/Qwen2-72B-Instruct, key-from: VLLM_API_KEY }
                """);
        assertThat(spec.evaluate().baselines())
                .isEqualTo(Map.of(
                        "10x",
                        BaselineSpec.of("models/10x"),
                        "70b",
                        new EndpointSpec("http://host:8000/v1", "Qwen/Qwen2-72B-Instruct", 16, "VLLM_API_KEY")));
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
            ''                       | line 1: the file is empty; expected keys such as 'name:'
            # only a comment         | line 1: the file is empty
            name: [                  | line 1: not YAML: expected the node content
            a:\\n\\tb: 1               | line 2: not YAML: found character '\\t(TAB)' that cannot start any token
            a: 1\\n---\\nb: 2          | line 2: not YAML: but found another document
            a: &x [1]\\nb: [*x, *x]   | line 2: *x is an alias; expected what it stands for, written out
            a: \\u0000                 | line 1: not YAML: special characters are not allowed
            - 1                      | line 1: expected keys and values
            42                       | line 1: expected keys and values
            """)
    void refusesWhatIsNoSpec(String yaml, String expected) {
        assertThatThrownBy(() -> read(unescaped(yaml)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void whatHoldsNoKeysAtAllIsOneMistake() {
        assertThatThrownBy(() -> read("- a\n- b\n"))
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.problems()).hasSize(1));
    }

    @Test
    void refusesWhatCannotBeRead() throws Exception {
        Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Files.write(folder.resolve("big.yaml"), new byte[(1 << 20) + 1]);
        assertRefused("none.yaml", "none.yaml does not exist; expected an experiment spec (YAML)");
        assertRefused("", "is a folder; expected an experiment spec (YAML)");
        assertRefused("binary.yaml", "binary.yaml is not UTF-8 text; expected an experiment spec (YAML)");
        assertRefused("big.yaml", "big.yaml has more than 1 MiB; expected an experiment spec");
    }

    @Test
    void refusesDepthWithoutOverflow() {
        assertThatThrownBy(() -> read("a: " + "[".repeat(100_000) + "]".repeat(100_000)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("line 1: is nested deeper than 50; expected a spec");
    }

    private void assertRefused(String file, String expected) {
        assertThatThrownBy(() -> SpecReader.read(folder.resolve(file)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(expected);
    }

    private static String unescaped(String yaml) {
        return yaml.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0000", "\0");
    }

    private ExperimentSpec read(String yaml) throws SpecException, IOException {
        return SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), yaml))
                .spec();
    }
}
