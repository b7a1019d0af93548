package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code r3 grpo} on a case of the model module's fixture. */
class GrpoCommandTest {
    private static final Path FIXTURES =
            Path.of("..", "model", "src", "test", "resources", "fixtures").toAbsolutePath();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aReferencePassesWithALineForEachGroup() throws IOException {
        write(reference());

        CommandRun run = r3("grpo", "check", folder.toString());
        assertThat(run.code()).as(run.err()).isZero();

        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).matches("group +compared +result +tolerance");
        assertThat(lines.subList(1, lines.size()))
                .hasSizeGreaterThan(30)
                .allMatch(line -> line.endsWith("  ok"))
                .anyMatch(line -> line.matches("cases +1 +1 match +equal +ok"))
                .anyMatch(line -> line.matches("loss, step 1 +1 +max difference \\d\\.\\de-\\d+ +1e-05 +ok"))
                .anyMatch(line -> line.matches("gradient norm, step 1 +1 +max difference .* +1e-04 relative +ok"));
    }

    @Test
    void aMissIsNamedAndFails() throws IOException {
        ObjectNode reference = reference();
        ((ObjectNode) reference.at("/cases/0/steps/0")).put("loss", 99);
        write(reference);

        CommandRun run = r3("grpo", "check", folder.toString(), "--json");
        assertThat(run.code()).isEqualTo(1);

        JsonNode document = MAPPER.readTree(run.out());
        assertThat(document.path("passed").booleanValue()).isFalse();
        assertThat(document.path("groups"))
                .filteredOn(group -> !group.path("passed").booleanValue())
                .extracting(group -> group.path("name").textValue())
                .containsExactly("loss, step 1", "cases");
        JsonNode loss = document.path("groups").get(3);
        assertThat(loss.path("measure").textValue()).isEqualTo("absolute");
        assertThat(loss.path("first_mismatch").textValue())
                .startsWith("cases[0].steps[0] (grpo beta 0.001 clip 0.2/0.2 reflection off): expected 99.0, found ");
    }

    @Test
    void whatCannotBeReadIsUsageWithoutAStackTrace() throws IOException {
        r3("grpo").assertUsage("a command is missing: check");
        r3("grpo", "check").assertUsage("Missing required parameter: 'DIR'");
        r3("grpo", "check", folder.resolve("none").toString())
                .assertUsage("none is no folder; expected a GRPO reference's");
        r3("grpo", "check", folder.toString())
                .assertUsage("grpo_reference.json: file: expected the values to compare with, found no such file");
        write(reference().put("checkpoint", "../none"));
        r3("grpo", "check", folder.toString())
                .assertUsage("grpo_reference.json: checkpoint: expected a checkpoint's folder at ");
    }

    /** The fixture with a single case, its checkpoint where it is. */
    private static ObjectNode reference() throws IOException {
        ObjectNode reference = (ObjectNode) MAPPER.readTree(
                FIXTURES.resolve("grpo").resolve("grpo_reference.json").toFile());
        JsonNode kept = reference.at("/cases/5");
        reference.putArray("cases").add(kept);
        return reference.put("checkpoint", FIXTURES.resolve("qwen2-tied").toString());
    }

    private void write(ObjectNode reference) throws IOException {
        Files.write(folder.resolve("grpo_reference.json"), MAPPER.writeValueAsBytes(reference));
        Path tensors = folder.resolve("grpo_reference.safetensors");
        Files.copy(FIXTURES.resolve("grpo").resolve("grpo_reference.safetensors"), tensors);
    }

    private CommandRun r3(String... arguments) {
        return CommandRun.of(folder.resolve("home"), List.of(arguments));
    }
}
