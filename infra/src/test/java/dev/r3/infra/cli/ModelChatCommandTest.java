package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code r3 model chat} on the fixtures of the model module, whose weights are random. */
class ModelChatCommandTest {
    private static final Path FIXTURES = Path.of("..", "model", "src", "test", "resources", "fixtures");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path home;

    @TempDir
    Path folder;

    @Test
    void answersLineByLine() {
        CommandRun run = chat("hi\n\nand /again\n", FIXTURES.resolve("llama31"));

        assertThat(run.code()).isZero();
        assertThat(run.out()).isNotBlank();
        assertThat(run.err().lines()).containsExactly("(cut after 8 tokens)", "(cut after 8 tokens)");
        assertThat(chat("hi\n\nand /again\n", FIXTURES.resolve("llama31")).out())
                .as("same seed")
                .isEqualTo(run.out());
    }

    @Test
    void keepsTheConversationUntilReset() {
        String alone =
                chat("hi\n", FIXTURES.resolve("mistral"), "--temperature", "0").out();
        String twice = chat("hi\nhi\n", FIXTURES.resolve("mistral"), "--temperature", "0")
                .out();
        String reset = chat("hi\n/reset\nhi\n", FIXTURES.resolve("mistral"), "--temperature", "0")
                .out();
        String system = chat("hi\n", FIXTURES.resolve("mistral"), "--temperature", "0", "--system", "Be brief.")
                .out();

        assertThat(twice).startsWith(alone).isNotEqualTo(alone + alone);
        assertThat(reset).isEqualTo(alone + alone);
        assertThat(system).isNotEqualTo(alone);
    }

    @Test
    void exitEndsAndOtherCommandsAreUnknown() {
        CommandRun run = chat("/quit\n/exit\nhi\n", FIXTURES.resolve("qwen3"));

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).containsExactly("'/quit' is no command; there are /reset and /exit");
    }

    @Test
    void aMessageThatDoesNotFitIsLeftOut() {
        CommandRun run = chat("hi\n" + "word ".repeat(200) + "\nhi\n", FIXTURES.resolve("phi3-4k"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines())
                .hasSize(3)
                .filteredOn(line -> line.startsWith("r3: "))
                .singleElement()
                .asString()
                .matches("r3: a prompt of \\d+ tokens and 8 new ones exceed the 256 tokens of the model's context;"
                        + " the message is left out, /reset starts anew");
    }

    @Test
    void anAnswerEndsWithTheContext() {
        CommandRun run = chat("hi\n", FIXTURES.resolve("phi3-4k"), "--max-tokens", "5000", "--temperature", "0");

        assertThat(run.code()).isZero();
        assertThat(run.err()).matches("(\\(cut after 2\\d\\d tokens\\)\n)?");
    }

    @Test
    void nothingOfTheModelSteersTheTerminal() {
        assertThat(Terminal.harmless("a\u001b[2Jb\n\tc\u0007\r\u009b😀"))
                .isEqualTo("a\uFFFD[2Jb\n\tc\uFFFD\uFFFD\uFFFD😀");
    }

    @Test
    void whatCannotTalkIsUsage() throws IOException {
        copy("qwen2-tied");
        Path settings = folder.resolve("tokenizer_config.json");
        ObjectNode json = (ObjectNode) MAPPER.readTree(settings.toFile());
        json.remove("chat_template");
        Files.write(settings, MAPPER.writeValueAsBytes(json));

        assertUsage(chat("hi\n", folder), "has no chat template, so nobody can talk with it; is it a base model?");
        Files.delete(folder.resolve("tokenizer.json"));
        assertUsage(chat("hi\n", folder), "tokenizer.json does not exist");
        assertUsage(chat("hi\n", folder.resolve("none")), "none is no folder; expected a checkpoint's");
        Path fixture = FIXTURES.resolve("mistral");
        assertUsage(chat("hi\n", fixture, "--top-p", "2"), "top-p must be in (0, 1], not 2.0");
        assertUsage(chat("hi\n", fixture, "--max-tokens", "0"), "--max-tokens is 0; expected 1 or more");
        assertUsage(chat("hi\n", fixture, "--threads", "0"), "--threads is 0; expected 1 or more");
        assertUsage(chat("hi\n", fixture, "--precision", "fp8"), "'fp8' is no precision; expected fp32 or bf16");
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
    }

    /** Answers of at most 8 tokens, unless the options say otherwise. */
    private CommandRun chat(String lines, Path checkpoint, String... options) {
        List<String> arguments = new ArrayList<>(List.of("model", "chat", checkpoint.toString()));
        arguments.addAll(List.of(options));
        if (!arguments.contains("--max-tokens")) {
            arguments.addAll(List.of("--max-tokens", "8"));
        }
        InputStream realIn = System.in;
        System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        try {
            return CommandRun.of(home, arguments);
        } finally {
            System.setIn(realIn);
        }
    }

    private void copy(String fixture) throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(fixture))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}
