package dev.r3.infra.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.StageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecResolverTest {

    private static final String LEAST = "name: tiny\ntask: { family: countdown }\ndata: { source: tasks.jsonl }\n";

    private static final Path MODEL = Path.of("..", "model", "src", "test", "resources", "fixtures", "qwen2-tied")
            .toAbsolutePath()
            .normalize();

    private static final String CHECKED = """
            evaluate:
              forgetting:
                other: { task: { family: countdown }, source: others.jsonl, limit: 0.1 }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        Files.writeString(folder.resolve("tasks.jsonl"), "{\"target\":3,\"nums\":[1,2]}\n");
    }

    @Test
    void writingOutADefaultIsTheSameExperiment() throws Exception {
        assertThat(resolve(LEAST + "seed: 0\n").experiment())
                .isEqualTo(resolve(LEAST).experiment());
    }

    @Test
    void whatWorkflowsCouldNotTellEachOtherIsRefused() {
        String prompt = "x".repeat(60 << 10);
        assertThatThrownBy(() -> resolve(
                        LEAST.replace("countdown }", "countdown, prompts: { system: '%s' } }".formatted(prompt))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("comes to messages of about")
                .hasMessageContaining("expected at most 64: shorten its texts, or compare fewer baselines");
    }

    @Test
    void noParentIsTheSameExperimentAsEver() throws Exception {
        assertThat(resolve(LEAST + "parent: ''\n").experiment().value())
                .isEqualTo(resolve(LEAST).experiment().value());
    }

    @Test
    void withoutTheTrainedControlItIsTheSameExperimentAsEver() throws Exception {
        assertThat(resolve(LEAST).digest().hex())
                .as("from before there was one")
                .isEqualTo(resolve(LEAST + "evaluate: { task-grpo: false }\n")
                        .digest()
                        .hex());
    }

    @Test
    void withoutChecksOfForgettingItIsTheSameExperimentAsEver() throws Exception {
        assertThat(resolve(LEAST + "evaluate: { forgetting: {} }\n").digest())
                .isEqualTo(resolve(LEAST).digest());
        assertThat(resolve(LEAST + CHECKED).digest())
                .as("without a model nothing is checked")
                .isEqualTo(resolve(LEAST).digest());
    }

    @Test
    void withoutSamplesItIsTheSameExperimentAsEver() throws Exception {
        assertThat(evaluated("evaluate: { sampled: { samples: 0, temperature: 0.5 } }\n")
                        .digest())
                .isEqualTo(evaluated("").digest());
        assertThat(evaluated("evaluate: { sampled: { samples: 4 } }\n").digest())
                .isNotEqualTo(evaluated("").digest());
    }

    @Test
    void whatForgettingIsCheckedOnCountsAndWhereItLiesDoesNot() throws Exception {
        Files.writeString(folder.resolve("others.jsonl"), "{\"target\":5,\"nums\":[2,3]}\n");
        Files.copy(folder.resolve("others.jsonl"), folder.resolve("moved.jsonl"));
        ResolvedSpec checked = evaluated(CHECKED);
        assertThat(checked.digest()).isNotEqualTo(evaluated("").digest());
        assertThat(checked.checks().keySet()).containsExactly("other");
        assertThat(evaluated(CHECKED.replace("others.jsonl", "moved.jsonl")).digest())
                .isEqualTo(checked.digest());
        assertThat(evaluated(CHECKED.replace("limit: 0.1", "limit: 0.2")).digest())
                .isNotEqualTo(checked.digest());
        Files.writeString(folder.resolve("others.jsonl"), "{\"target\":6,\"nums\":[2,3]}\n");
        assertThat(evaluated(CHECKED).digest()).isNotEqualTo(checked.digest());
    }

    /** One that is evaluated. */
    private ResolvedSpec evaluated(String more) throws Exception {
        return evaluated("task: { family: countdown }\n", more);
    }

    private ResolvedSpec evaluated(String task, String more) throws Exception {
        String least = "name: tiny\n%sdata: { source: tasks.jsonl }\npolicy: { checkpoint: %s }\n";
        Path file = Files.writeString(folder.resolve("spec.yaml"), least.formatted(task, MODEL) + more);
        return new SpecResolver(TaskFamilies.load(List.of())).resolve(SpecReader.read(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            source: others.jsonl | source: none.jsonl                 | evaluate.forgetting.other.source: is 'none.jsonl', but
            family: countdown    | family: countdwn                   | evaluate.forgetting.other.task.family: is 'countdwn', which is unknown; did you mean 'countdown'?
            limit: 0.1           | columns: { targt: goal }           | evaluate.forgetting.other.columns: column mapping names 'targt'
            family: countdown    | family: countdown, options: {a: b} | evaluate.forgetting.other.task.options: unknown option 'a'
            family: countdown    | family: countdown, prompts: { task: '{numbrs}' } | evaluate.forgetting.other.task.prompts.task: names {numbrs}
            """)
    void namesWhatAForgettingCheckCantHave(String right, String wrong, String expected) throws IOException {
        Files.writeString(folder.resolve("others.jsonl"), "{\"target\":5,\"nums\":[2,3]}\n");
        assertThatThrownBy(() -> evaluated(CHECKED.replace(right, wrong)))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith(folder.resolve("spec.yaml") + ", line 7: " + expected);
    }

    @Test
    void tasksAreLeftForTraining() {
        String all = LEAST.replace("tasks.jsonl", "tasks.jsonl, split: { validation: 0.2, test: 0.8 }");
        assertThatThrownBy(() -> resolveUntil(all, StageKind.TRAIN))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("line 3: data.split: validation + test is 1; expected less");
    }

    private void resolveUntil(String text, StageKind until) throws Exception {
        Path file = Files.writeString(folder.resolve("spec.yaml"), text);
        new SpecResolver(TaskFamilies.load(List.of())).resolve(SpecReader.read(file), until);
    }

    @Test
    void askedForItIsTheExperimentThatNamesTheControl() throws Exception {
        Path file = Files.writeString(folder.resolve("spec.yaml"), LEAST);
        SpecResolver resolver = new SpecResolver(TaskFamilies.load(List.of()));
        assertThat(resolver.resolve(SpecReader.read(file).withControls()).experiment())
                .isEqualTo(resolve(LEAST + "evaluate: { task-grpo: true }\n").experiment())
                .isNotEqualTo(resolve(LEAST).experiment());
    }

    @Test
    void askedForControlsASpecThatSamplesHasThemThereToo() throws Exception {
        String sampling = LEAST + "evaluate: { sampled: { samples: 4 } }\n";
        Path file = Files.writeString(folder.resolve("spec.yaml"), sampling);
        SpecResolver resolver = new SpecResolver(TaskFamilies.load(List.of()));
        assertThat(resolver.resolve(SpecReader.read(file).withControls()).experiment())
                .isEqualTo(resolve(LEAST + "evaluate: { task-grpo: true, sampled: { samples: 4, controls: true } }\n")
                        .experiment())
                .isNotEqualTo(resolve(LEAST + "evaluate: { task-grpo: true, sampled: { samples: 4 } }\n")
                        .experiment());
    }

    @Test
    void theControlStartsFromTheCheckpoint() throws Exception {
        String child = LEAST + "parent: r3-tiny-0123456789ab\n";
        String expected = "evaluate.task-grpo is true, but the training that it would be compared with goes on from"
                + " r3-tiny-0123456789ab; expected no parent";
        assertThatThrownBy(() -> resolve(child + "evaluate: { task-grpo: true }\n"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(expected);
        SpecFile file = SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), child));
        assertThatThrownBy(file::withControls)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("line 4: parent: " + expected);
    }

    @Test
    void aParentIsARun() {
        assertThatThrownBy(() -> resolve(LEAST + "parent: countdown\n"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(
                        "line 4: parent: is 'countdown', which is no run; expected one such as r3-countdown-0123456789ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed: 1",
                "parent: r3-tiny-0123456789ab",
                "evaluate: { task-grpo: true }",
                "tracking: { note: other }",
                "gate: { level: 0.01 }"
            })
    void anotherValueIsAnotherExperiment(String line) throws Exception {
        assertThat(resolve(LEAST + line + "\n").digest())
                .isNotEqualTo(resolve(LEAST).digest());
    }

    @Test
    void theSourcesContentCountsAndItsNameDoesNot() throws Exception {
        Files.copy(folder.resolve("tasks.jsonl"), folder.resolve("other.jsonl"));
        ResolvedSpec first = resolve(LEAST);
        assertThat(resolve(LEAST.replace("tasks.jsonl", "other.jsonl")).digest())
                .isEqualTo(first.digest());
        Files.writeString(folder.resolve("tasks.jsonl"), "{\"target\":4,\"nums\":[2,2]}\n");
        assertThat(resolve(LEAST).digest()).isNotEqualTo(first.digest());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            family: countdwn                                         | task.family: is 'countdwn', which is unknown; did you mean 'countdown'?
            family: zzzzzzzzzz                                       | task.family: is 'zzzzzzzzzz', which is unknown; known families: countdown,
            family: countdown, options: { tag: x }                   | task.options: unknown option 'tag'; known: all-numbers-required
            family: countdown, options: { all-numbers-required: y }  | task.options: option 'all-numbers-required' is 'y'; expected: true or false
            family: countdown, prompts: { task: 'Use {numbrs}.' }    | task.prompts.task: names {numbrs}; known: numbers, target; did you mean {numbers}?
            family: countdown, prompts: { system: '{reflection}' }   | task.prompts.system: names {reflection}
            family: countdown, prompts: { task: '{answer}' }         | task.prompts.task: names {answer}
            family: countdown, prompts: { reflection: '{retry}' }    | task.prompts.reflection: names {retry}; known: numbers, target
            """)
    void namesWhatATaskCantHave(String task, String expected) {
        assertThatThrownBy(() -> resolve(LEAST.replace("family: countdown", task)))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith(folder.resolve("spec.yaml") + ", line 2: " + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            source: none.jsonl                              | data.source: is 'none.jsonl', but
            source: "a\\0b"                                 | data.source: is no path: Nul character not allowed
            source: .                                       | data.source: is '.', but
            source: spec.yaml                               | data.source: the name of data file 'spec.yaml' does not tell its format
            source: tasks.jsonl, columns: { targt: goal }   | data.columns: column mapping names 'targt', which is no column of task family 'countdown'; it has 'target', 'nums', 'solution'; did you mean 'target'?
            """)
    void namesWhatDataCantHave(String data, String expected) {
        assertThatThrownBy(() -> resolve(LEAST.replace("source: tasks.jsonl", data)))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith(folder.resolve("spec.yaml") + ", line 3: " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation", "reflection"})
    void theArmWithoutReflectionIsNotAskedWithOne(String context) throws Exception {
        String hint = """
                episode: { retry-context: %s }
                task: { family: countdown, prompts: { retry: "A hint: {reflection} {task-prompt}" } }
                """.formatted(context);
        assertThatThrownBy(() -> evaluated(hint, ""))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(
                        "line 1: evaluate.no-reflection: is empty, so the arm without reflection would ask for its retry"
                                + " by 'A hint: {reflection} {task-prompt}', which names {reflection}; expected"
                                + " evaluate.no-reflection to be a text that does not, such as 'Try again. {task-prompt}'");
        assertThat(evaluated(hint, "evaluate: { no-reflection: 'Again: {task-prompt}' }\n")
                        .models())
                .as("is fine")
                .isNotEmpty();
        assertThat(resolve("name: tiny\ndata: { source: tasks.jsonl }\n" + hint).models())
                .as("without a model nothing is asked")
                .isEmpty();
    }

    @Test
    void reportsEveryMistakeAtOnce() {
        assertThatThrownBy(() -> resolve("""
                        name: tiny
                        task:
                          family: countdown
                          options:
                            tag: x
                          prompts:
                            retry: "{numbrs}"
                        data:
                          source: none.jsonl
                        """))
                .isInstanceOfSatisfying(
                        SpecException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.line() + " " + problem.key())
                                .containsExactly("7 task.prompts.retry", "4 task.options", "9 data.source"));
    }

    private ResolvedSpec resolve(String yaml) throws SpecException, IOException {
        Path file = Files.writeString(folder.resolve("spec.yaml"), yaml);
        return new SpecResolver(TaskFamilies.load(List.of())).resolve(SpecReader.read(file));
    }
}
