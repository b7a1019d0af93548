package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** A task family as a third party writes and packs it: its own package, compiled against R3's class path. */
final class ParityPlugin {

    static final String FAMILY = "org.example.ParityFamily";

    private static final String SOURCE = """
            package org.example;

            import com.fasterxml.jackson.databind.node.JsonNodeFactory;
            import com.fasterxml.jackson.databind.node.ObjectNode;
            import dev.r3.verifiers.api.*;
            import java.util.*;

            public final class ParityFamily implements TaskFamily<ParityFamily.Parity> {
                static final ErrorType WRONG = new ErrorType("wrong-parity", "the number has the other parity");

                public record Parity(long number) implements Task {
                    public String identity() { return "parity " + number; }
                    public ObjectNode row() { return JsonNodeFactory.instance.objectNode().put("number", number); }
                    public Map<String, String> promptVariables() { return Map.of("number", Long.toString(number)); }
                    String answer() { return number % 2 == 0 ? "even" : "odd"; }
                }

                public String id() { return "parity"; }
                public String version() { return "1"; }
                public String description() { return "Say whether a number is even or odd."; }
                public List<Column> columns() { return List.of(Column.required("number", Column.Type.INTEGER)); }
                public List<Option> options() { return List.of(); }
                public List<ErrorType> errorTypes() { return List.of(WRONG); }
                public Prompts prompts() { return new Prompts("", "Is {number} even?", "Why?", "Is {number} even?"); }
                public Set<String> promptVariables() { return Set.of("number"); }
                public Verifier<Parity> verifier(Options options) { return new ParityVerifier(); }

                public Parity readTask(ObjectNode row) throws InvalidTaskException {
                    if (!row.path("number").isIntegralNumber()) {
                        throw new InvalidTaskException("wrong-type", "'number' is no whole number");
                    }
                    return new Parity(row.path("number").longValue());
                }

                static final class ParityVerifier implements Verifier<Parity> {
                    public Verdict verify(Parity task, Completion completion) {
                        return completion.text().strip().equals(task.answer())
                                ? Verdict.passed()
                                : Verdict.failed(WRONG, "");
                    }
                    public Optional<String> answerText(Completion completion) { return Optional.of(completion.text()); }
                    public Optional<String> goldAnswer(Parity task) { return Optional.of(task.answer()); }
                }
            }
            """;

    private ParityPlugin() {}

    /** Compiles the family and packs it. */
    static Path write(Path jar) throws IOException {
        return write(jar, "parity", classes -> {});
    }

    /** What is done to the compiled classes before they are packed. */
    interface Change {
        void apply(Path classes) throws IOException;
    }

    static Path write(Path jar, String id, Change change) throws IOException {
        Path classes = Files.createTempDirectory("parity");
        Path source = Files.writeString(
                classes.resolve("ParityFamily.java"), SOURCE.replace("return \"parity\";", "return \"" + id + "\";"));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        OutputStream.nullOutputStream(),
                        null,
                        "-proc:none",
                        "--release",
                        "17",
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(code).isZero();
        Files.delete(source);
        change.apply(classes);
        pack(classes, jar);
        return jar;
    }

    private static void pack(Path classes, Path jar) throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        try (Stream<Path> files = Files.walk(classes);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
            out.putNextEntry(new ZipEntry("META-INF/services/dev.r3.verifiers.api.TaskFamily"));
            out.write((FAMILY + " # the family\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
