package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreCommandTest {

    private static final String TASK = "\"task\":{\"target\":6,\"nums\":[1,2,3]}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no JSON            | not json                                       | null | is not JSON
            no object          | [1]                                            | null | has no 'id'
            no id              | {TASK,"completion":"x"}                        | null | has no 'id' that is a text or a number
            id is null         | {"id":null,TASK,"completion":"x"}              | null | has no 'id' that is a text or a number
            id is a list       | {"id":[1],TASK,"completion":"x"}               | null | has no 'id' that is a text or a number
            no task            | {"id":"a","completion":"x"}                    | "a"  | has no object 'task'
            task is a list     | {"id":"a","task":[],"completion":"x"}          | "a"  | has no object 'task'
            task is none       | {"id":7,"task":{"target":1},"completion":"x"}  | 7    | task is no countdown task
            no completion      | {"id":7,TASK}                                  | 7    | has no text 'completion'
            completion is none | {"id":7,TASK,"completion":5}                   | 7    | has no text 'completion'
            truncated is text  | {"id":7,TASK,"completion":"x","truncated":"y"} | 7    | 'truncated' is not true or false
            more than one      | {"id":7,TASK,"completion":"x"} {}              | null | is not JSON
            """)
    void reportsABrokenLineAndGoesOn(String name, String line, String id, String expected) throws IOException {
        CommandRun run = score(
                line.replace("TASK", TASK) + "\n{\"id\":\"z\"," + TASK + ",\"completion\":\"<answer>1+2+3</answer>\"}");
        List<String> lines = run.out().lines().toList();
        JsonNode broken = new ObjectMapper().readTree(lines.get(0));
        assertThat(run.code()).isEqualTo(1);
        assertThat(broken.path("id").toString()).isEqualTo(id);
        assertThat(broken.path("verdict").isNull()).isTrue();
        assertThat(broken.path("error").textValue()).isEqualTo("broken-line");
        assertThat(broken.path("detail").textValue()).startsWith("line 1: " + expected);
        assertThat(run.err()).contains("answers.jsonl, line 1: " + expected);
        assertThat(lines.get(1)).contains("\"id\":\"z\",\"verdict\":\"passed\"");
    }

    @Test
    void boundsTheDepthOfALineInPlainWords() throws IOException {
        CommandRun run = score("{\"id\":1,\"task\":" + "[".repeat(300) + "]".repeat(300) + "}");
        assertThat(run.err()).contains("is nested deeper than 200").doesNotContain("StreamReadConstraints");
    }

    @Test
    void passesOverALineThatIsTooLong() throws IOException {
        CommandRun run = score("{\"id\":1," + TASK + ",\"completion\":\"" + "x".repeat(16 << 20) + "\"}\n{\"id\":2,"
                + TASK + ",\"completion\":\"\"}");
        assertThat(run.out().lines().toList().get(0)).contains("line 1: is longer than 16 MiB");
        assertThat(run.out().lines().toList().get(1)).contains("\"id\":2,\"verdict\":\"failed\"");
    }

    @Test
    void summarisesForPeople() throws IOException {
        Path answers = write("{\"id\":1," + TASK + ",\"completion\":\"<answer>1+2+3</answer>\"}\n{\"id\":2," + TASK
                + ",\"completion\":\"<answer>1+2</answer>\"}\nbroken");
        CommandRun run = CommandRun.of(
                folder.resolve("home"), List.of("score", "--task", "countdown", "--input", answers.toString()));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines())
                .containsExactly(
                        "verdict               answers  share",
                        "failed wrong-numbers  1        50.0 %",
                        "passed                1        50.0 %",
                        "all                   2",
                        "lines that can't be read: 1");
    }

    private CommandRun score(String lines) throws IOException {
        return CommandRun.of(
                folder.resolve("home"),
                List.of("score", "--task", "countdown", "--input", write(lines).toString(), "--json"));
    }

    private Path write(String lines) throws IOException {
        return Files.writeString(folder.resolve("answers.jsonl"), lines);
    }
}
