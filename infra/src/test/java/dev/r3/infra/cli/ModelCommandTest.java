package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code r3 model} on the fixtures of the model module. */
class ModelCommandTest {
    private static final Path FIXTURES = Path.of("..", "model", "src", "test", "resources", "fixtures");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aFixturePassesWithALineForEachGroup() {
        CommandRun run = r3("model", "check", FIXTURES.resolve("llama31").toString());
        assertThat(run.code()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).matches("group +compared +result +tolerance");
        assertThat(lines.subList(1, lines.size()))
                .hasSizeGreaterThan(20)
                .allMatch(line -> line.endsWith("  ok"))
                .anyMatch(line -> line.matches("chat refusals +2 +2 match +equal +ok"))
                .anyMatch(line -> line.matches("logits +\\d+ +max difference \\d\\.\\de-0\\d +1e-04 +ok"));
    }

    @Test
    void aMissIsNamedAndFails() throws IOException {
        copy("mistral");
        ObjectNode reference =
                (ObjectNode) MAPPER.readTree(folder.resolve("reference.json").toFile());
        ((ObjectNode) reference.at("/prompts/0")).put("entropy_last", 99);
        Files.write(folder.resolve("reference.json"), MAPPER.writeValueAsBytes(reference));

        CommandRun run = r3("model", "check", folder.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).containsOnlyOnce("MISS");
        assertThat(run.err())
                .contains("r3: top log-probs and entropy: prompts[0].entropy_last, number 0: expected 99.0, found ");

        CommandRun again = r3("model", "check", folder.toString(), "--json");
        assertThat(again.code()).isEqualTo(1);
        JsonNode document = MAPPER.readTree(again.out());
        assertThat(document.path("passed").booleanValue()).isFalse();
        assertThat(document.path("groups"))
                .filteredOn(group -> !group.path("passed").booleanValue())
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.path("name").textValue()).isEqualTo("top log-probs and entropy");
                    assertThat(group.path("max_difference").doubleValue()).isGreaterThan(90);
                    assertThat(group.path("tolerance").doubleValue()).isEqualTo(1e-4);
                    assertThat(group.path("first_mismatch").textValue()).startsWith("prompts[0].entropy_last");
                });
    }

    @Test
    void whatCannotBeReadIsUsageWithoutAStackTrace() throws IOException {
        String none = folder.resolve("none").toString();
        r3("model", "check", none).assertUsage("none is no folder; expected a checkpoint's");

        copy("qwen2-tied");
        Files.write(folder.resolve("model.safetensors"), new byte[] {1, 2, 3});
        String damaged = "model.safetensors: file: expected at least 8 bytes, found 3 bytes";
        r3("model", "check", folder.toString()).assertUsage(damaged);
        r3("model", "info", folder.toString()).assertUsage(damaged);

        Files.delete(folder.resolve("reference.json"));
        r3("model", "check", folder.toString())
                .assertUsage("reference.json: file: expected the values to compare with, found no such file");
    }

    @Test
    void aMissingFolderOrVerbIsUsage() {
        r3("model").assertUsage("a command is missing: check, info, chat or pretrain");
        r3("model", "check").assertUsage("Missing required parameter: 'DIR'");
        r3("model", "info").assertUsage("Missing required parameter: 'DIR'");
    }

    @Test
    void describesACheckpoint() throws IOException {
        CommandRun run = r3("model", "info", FIXTURES.resolve("llama31").toString(), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode info = MAPPER.readTree(run.out());
        assertThat(info.path("family").textValue()).isEqualTo("llama");
        assertThat(info.path("rope_scaling").textValue()).isEqualTo("llama3");
        assertThat(info.path("rope_factor").doubleValue()).isEqualTo(8);
        assertThat(info.path("element_types")).extracting(JsonNode::textValue).containsExactly("BF16");
        assertThat(info.path("weight_bytes").longValue())
                .isEqualTo(2 * info.path("parameters").longValue());
        assertThat(info.path("tokenizer_vocabulary").intValue()).isEqualTo(528);
        assertThat(info.path("chat_template").booleanValue()).isTrue();
        assertThat(info.path("files")).extracting(JsonNode::textValue).contains("config.json", "model.safetensors");

        CommandRun table = r3("model", "info", FIXTURES.resolve("qwen2-tied").toString());
        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out().lines())
                .anyMatch(line -> line.matches("tied embeddings +true"))
                .anyMatch(line -> line.matches("sliding windows +none"))
                .anyMatch(line -> line.matches("element types +BF16"));
    }

    private void copy(String fixture) throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(fixture))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private CommandRun r3(String... arguments) {
        return CommandRun.of(folder.resolve("home"), List.of(arguments));
    }
}
