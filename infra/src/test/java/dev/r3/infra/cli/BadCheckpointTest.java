package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken checkpoints and inputs, through the commands: what is wrong and where, an exit code, never a stack trace. */
class BadCheckpointTest {
    private static final Path FIXTURES = Path.of("..", "model", "src", "test", "resources", "fixtures");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String WEIGHTS = "model.safetensors";
    private static final String TEMPLATE = "chat_template.jinja";
    private static final String ENDLESS = "{% set r = range(9999) %}{% for a in r %}{% for b in r %}{% for c in r %}"
            + "{% endfor %}{% endfor %}{% endfor %}";

    @TempDir
    Path folder;

    @TempDir
    Path home;

    /** Changes a checkpoint's folder. */
    @FunctionalInterface
    interface Damage {
        void to(Path folder) throws IOException;
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                broken(
                        "truncated weights",
                        folder -> weights(folder, bytes -> Arrays.copyOf(bytes, bytes.length - 100)),
                        WEIGHTS + ": ",
                        "expected data within "),
                broken(
                        "weights cut in their header",
                        folder -> weights(folder, bytes -> Arrays.copyOf(bytes, 60)),
                        WEIGHTS + ": header: expected a length from 2 to 52, found "),
                broken(
                        "no weights",
                        folder -> weights(folder, bytes -> new byte[0]),
                        "file: expected at least 8 bytes, found 0 bytes"),
                broken(
                        "a header of 2^60 bytes",
                        folder -> weights(folder, bytes -> withLong(bytes, 1L << 60)),
                        WEIGHTS + ": header: expected a length from 2 to ",
                        ", found 1152921504606846976"),
                broken("overlapping tensors", folder -> entries(folder, 1, 0), WEIGHTS + ": ", "(overlap)"),
                broken(
                        "a tensor beyond the end",
                        folder -> entries(folder, 0, 1L << 40),
                        WEIGHTS + ": ",
                        "found an end at "),
                broken(
                        "a config that is not UTF-8",
                        folder -> Files.write(
                                folder.resolve("config.json"), new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF}),
                        "config.json: ",
                        "UTF-8"),
                broken(
                        "a template that is not UTF-8",
                        folder -> Files.write(folder.resolve(TEMPLATE), new byte[] {'a', (byte) 0xC0, (byte) 0xAF}),
                        TEMPLATE + ": ",
                        "UTF-8"),
                broken(
                        "a tokenizer that is not UTF-8",
                        folder -> Files.write(folder.resolve("tokenizer.json"), new byte[] {'{', '"', (byte) 0xC0}),
                        "tokenizer.json: "),
                broken(
                        "a template that is unsupported",
                        folder -> Files.writeString(folder.resolve(TEMPLATE), "{% include 'x' %}"),
                        TEMPLATE + ": chat template line 1: "));
    }

    private static Arguments broken(String name, Damage damage, String... message) {
        return arguments(name, damage, List.of(message));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void everyCommandSaysWhatCannotBeRead(String name, Damage damage, List<String> message) throws IOException {
        copy("qwen2-tied");
        damage.to(folder);

        for (String command : List.of("info", "check", "chat")) {
            CommandRun run = run("hi\n", command);
            assertThat(run.code()).as(command).isEqualTo(2);
            assertThat(run.out()).as(command).isEmpty();
            assertThat(run.err())
                    .as(command)
                    .startsWith("r3: " + folder)
                    .contains(message)
                    .hasLineCount(1);
        }
    }

    /** Weights aren't read by {@code info}. */
    @ParameterizedTest
    @MethodSource("notFinite")
    void weightsThatAreNotFiniteAreRefused(int bits, String shown) throws IOException {
        copy("qwen2-tied");
        weights(folder, bytes -> {
            // The last element of the last tensor, in bfloat16.
            bytes[bytes.length - 2] = (byte) bits;
            bytes[bytes.length - 1] = (byte) (bits >> 8);
            return bytes;
        });

        for (String command : List.of("check", "chat")) {
            CommandRun run = run("hi\n", command);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err())
                    .contains(WEIGHTS + ": ", ": expected finite weights, found " + shown + " at element ")
                    .hasLineCount(1);
        }
    }

    static Stream<Arguments> notFinite() {
        return Stream.of(arguments(0x7FC0, "NaN"), arguments(0x7F80, "Infinity"), arguments(0xFF80, "-Infinity"));
    }

    @Test
    void aTemplateThatLoopsForEverEnds() throws IOException {
        copy("qwen2-tied");
        Files.writeString(folder.resolve(TEMPLATE), ENDLESS);
        keepOneChat();

        CommandRun chat = run("hi\n", "chat");
        assertThat(chat.code()).isEqualTo(1);
        assertThat(chat.out()).isEmpty();
        assertThat(chat.err())
                .startsWith("r3: template line 1: ")
                .contains("the message is left out")
                .hasLineCount(1);
        assertThat(run("", "info").code()).as("info renders nothing").isZero();
        CommandRun check = run("", "check");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.err()).contains("template line 1: ").doesNotContain("internal error", "\tat ");
    }

    @Test
    void whatATemplateRaisesIsShown() throws IOException {
        copy("qwen2-tied");
        Files.writeString(folder.resolve(TEMPLATE), "{{ raise_exception('only one turn') }}");

        CommandRun chat = run("hi\n", "chat");
        assertThat(chat.code()).isEqualTo(1);
        assertThat(chat.err()).contains("only one turn").hasLineCount(1);
    }

    /** A template that gives nothing leaves nothing to go on from. */
    @Test
    void anEmptyPromptIsRefused() throws IOException {
        copy("qwen2-tied");
        Files.writeString(folder.resolve(TEMPLATE), "{% if false %}x{% endif %}");

        CommandRun chat = run("hi\n", "chat");
        assertThat(chat.code()).isEqualTo(1);
        assertThat(chat.out()).isEmpty();
        assertThat(chat.err())
                .contains("an empty prompt: at least one token is needed")
                .hasLineCount(1);
    }

    @Test
    void aLineThatIsNotUtf8IsRefused() throws IOException {
        copy("qwen2-tied");
        byte[] lines = {'h', 'i', (byte) 0xC3, '\n', 'h', 'i', '\n'};

        CommandRun chat = run(lines, "chat", "--max-tokens", "4");
        assertThat(chat.code()).isEqualTo(1);
        assertThat(chat.out()).isNotBlank();
        assertThat(chat.err().lines())
                .filteredOn(line -> line.startsWith("r3: "))
                .singleElement()
                .asString()
                .contains("expected UTF-8, found something else at byte 2");
    }

    // ---- damage ----

    @FunctionalInterface
    private interface Change {
        byte[] of(byte[] bytes);
    }

    private static void weights(Path folder, Change change) throws IOException {
        Path file = folder.resolve(WEIGHTS);
        Files.write(file, change.of(Files.readAllBytes(file)));
    }

    private static byte[] withLong(byte[] bytes, long length) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        return bytes;
    }

    /** Moves the second tensor back to the first one's place, and the first one's end. */
    private static void entries(Path folder, int moved, long end) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(WEIGHTS));
        int length = Math.toIntExact(
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
        ObjectNode header = (ObjectNode) MAPPER.readTree(bytes, 8, length);
        header.remove("__metadata__");
        List<String> names = header.properties().stream()
                .sorted((a, b) -> Long.compare(
                        a.getValue().at("/data_offsets/0").longValue(),
                        b.getValue().at("/data_offsets/0").longValue()))
                .map(entry -> entry.getKey())
                .toList();
        ObjectNode entry = (ObjectNode) header.path(names.get(moved));
        long begin = entry.at("/data_offsets/0").longValue();
        long size = entry.at("/data_offsets/1").longValue() - begin;
        if (end == 0) {
            entry.putArray("data_offsets").add(0).add(size);
        } else {
            long elements = size / 2 + (end - begin - size) / 2;
            entry.putArray("shape").add(elements);
            entry.putArray("data_offsets").add(begin).add(begin + 2 * elements);
        }
        byte[] json = MAPPER.writeValueAsBytes(header);
        ByteBuffer file =
                ByteBuffer.allocate(8 + json.length + bytes.length - 8 - length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json).put(bytes, 8 + length, bytes.length - 8 - length);
        Files.write(folder.resolve(WEIGHTS), file.array());
    }

    /** Rendering up to the limit takes a second. */
    private void keepOneChat() throws IOException {
        Path file = folder.resolve("reference.json");
        ObjectNode reference = (ObjectNode) MAPPER.readTree(file.toFile());
        reference.putArray("chat").add(MAPPER.readTree(file.toFile()).at("/chat/0"));
        Files.write(file, MAPPER.writeValueAsBytes(reference));
    }

    private void copy(String fixture) throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(fixture))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private CommandRun run(String lines, String command, String... options) {
        return run(lines.getBytes(StandardCharsets.UTF_8), command, options);
    }

    private CommandRun run(byte[] lines, String command, String... options) {
        InputStream realIn = System.in;
        System.setIn(new ByteArrayInputStream(lines));
        try {
            return CommandRun.of(
                    home,
                    Stream.concat(Stream.of("model", command, folder.toString()), Stream.of(options))
                            .toList());
        } finally {
            System.setIn(realIn);
        }
    }
}
