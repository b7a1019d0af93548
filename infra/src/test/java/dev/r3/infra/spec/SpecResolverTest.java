package dev.r3.infra.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.verifiers.api.TaskFamilies;
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

    @ParameterizedTest
    @ValueSource(strings = {"seed: 1", "tracking: { note: other }"})
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
            family: countdwn                                        | did you mean 'countdown'?
            family: countdown, options: { tag: x }                  | unknown option 'tag'
            family: countdown, options: { all-numbers-required: y } | 'all-numbers-required' is 'y'
            family: countdown, prompts: { task: 'Use {numbrs}.' }   | names {numbrs}; known: numbers, target; did you mean {numbers}?
            family: countdown, prompts: { task: '{answer}' }        | task.prompts.task names {answer}
            """)
    void namesWhatATaskCantHave(String task, String expected) {
        assertThatThrownBy(() -> resolve(LEAST.replace("family: countdown", task)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void namesAMissingSource() {
        assertThatThrownBy(() -> resolve(LEAST.replace("tasks.jsonl", "none.jsonl")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("data.source is 'none.jsonl'");
    }

    private ResolvedSpec resolve(String yaml) throws SpecException, IOException {
        Path file = Files.writeString(folder.resolve("spec.yaml"), yaml);
        return new SpecResolver(TaskFamilies.load(List.of())).resolve(SpecReader.read(file), file);
    }
}
