package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The command line as a user meets it: results on standard output, everything else on standard error. */
class R3Test {

    @TempDir
    Path folder;

    private CommandRun run = new CommandRun(0, "", "");

    static Stream<List<String>> verbs() {
        return verbs(R3.commandLine(), List.of()).stream();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbExplainsItself(List<String> verb) {
        int code = r3(Stream.concat(verb.stream(), Stream.of("--help")).toArray(String[]::new));
        assertThat(code).isZero();
        assertThat(run.out()).contains("Usage: r3").contains("--home=DIR");
    }

    @Test
    void aWrongVerbIsUsage() {
        assertThat(r3("rnu")).isEqualTo(2);
        assertThat(errors()).contains("did you mean 'run'?").contains("Try 'r3 --help'");
    }

    @Test
    void aMissingVerbIsUsage() {
        assertThat(r3()).isEqualTo(2);
        assertThat(errors()).contains("a command is missing");
    }

    @Test
    void aMissingSpecIsUsageWithoutAStackTrace() {
        assertThat(r3("run", folder.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(errors()).contains("none.yaml does not exist").doesNotContain("\tat ");
    }

    @Test
    void whatIsNoRunIsUsage() {
        assertThat(r3("track", "sync", "demo")).isEqualTo(2);
        assertThat(errors()).contains("'demo' is no experiment's id; expected one such as r3-countdown-0123456789ab");
    }

    @Test
    void anUnknownFamilyIsNamedWithTheNearest() {
        assertThat(r3("score", "--task", "countdwn", "--input", "-")).isEqualTo(2);
        assertThat(errors()).contains("unknown task family 'countdwn'; did you mean 'countdown'?");
    }

    @Test
    void anUnknownOptionIsNamed() throws Exception {
        Path answers = Files.writeString(folder.resolve("answers.jsonl"), "");
        assertThat(r3("score", "--task", "countdown", "--config", "tag=x", "--input", answers.toString()))
                .isEqualTo(2);
        assertThat(errors()).contains("unknown option 'tag'");
    }

    @Test
    void scoresEachLineAndGoesOnAfterABrokenOne() throws Exception {
        Path answers = Files.writeString(folder.resolve("answers.jsonl"), """
                {"id":"a","task":{"target":6,"nums":[1,2,3]},"completion":"<answer>1+2+3</answer>","extra":1}
                {"id":"b","task":{"target":7,"nums":[1,2,3]},"completion":"<answer>1+2+3</answer>"}

                {"id":"c",
                {"id":4,"task":{"target":7,"nums":[1,2,3]},"completion":"I think","truncated":true}
                {"id":"e","task":{"nums":[1,2,3]},"completion":"x"}
                """);
        assertThat(r3("score", "--task", "countdown", "--input", answers.toString(), "--json"))
                .isEqualTo(1);
        List<JsonNode> lines = jsonLines();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).isEqualTo(json("{'id':'a','verdict':'passed','error':null,'detail':null,'reward':1}"));
        assertThat(lines.get(1).path("error").textValue()).isEqualTo("missed-target");
        assertThat(lines.get(1).path("reward").intValue()).isZero();
        assertThat(lines.get(2).path("detail").textValue()).startsWith("line 4: ");
        assertThat(lines.get(3).path("verdict").textValue()).isEqualTo("unscorable");
        assertThat(lines.get(3).path("id").intValue()).isEqualTo(4);
        assertThat(lines.get(3).path("reward").isNull()).isTrue();
        assertThat(errors()).contains("line 4: is not JSON").contains("line 6: task is no countdown task");
    }

    @ParameterizedTest
    @CsvSource({"countdown, parquet", "countdown, csv.gz", "function-calling, jsonl", "function-calling, parquet"})
    void ingestsWhatItGenerates(String family, String ending) throws Exception {
        String file = folder.resolve("tasks." + ending).toString();
        String tasks = folder.resolve("tasks").toString();
        assertThat(r3("data", "generate", family, "--count", "200", "--seed", "3", "--out", file))
                .as(errors())
                .isZero();
        assertThat(r3("data", "ingest", file, "--task", family, "--out", tasks, "--json"))
                .as(errors())
                .isZero();
        JsonNode profile = new ObjectMapper().readTree(run.out());
        assertThat(profile.path("accepted").intValue()).isEqualTo(200);
        assertThat(profile.path("proof").path("gold_passed").intValue()).isEqualTo(200);
    }

    @Test
    void listsVerifiersAsJson() throws Exception {
        assertThat(r3("verifier", "list", "--json")).isZero();
        JsonNode families = new ObjectMapper().readTree(run.out());
        assertThat(families.findValuesAsText("id")).contains("countdown", "function-calling");
        assertThat(families.get(0).path("fingerprint").textValue()).matches("[0-9a-f]{64}");
    }

    private int r3(String... arguments) {
        run = CommandRun.of(folder.resolve("home"), List.of(arguments));
        return run.code();
    }

    private String errors() {
        return run.err();
    }

    private List<JsonNode> jsonLines() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.out().split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(mapper.readTree(line));
            }
        }
        return lines;
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static List<List<String>> verbs(CommandLine command, List<String> path) {
        List<List<String>> found = new ArrayList<>(List.of(path));
        command.getSubcommands()
                .forEach((name, sub) -> found.addAll(
                        verbs(sub, Stream.concat(path.stream(), Stream.of(name)).toList())));
        return found;
    }
}
