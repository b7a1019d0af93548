package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.r3.infra.spec.RecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecKindTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    /** {@code ./r3 spec schema KIND > examples/...} brings it up to date. */
    @ParameterizedTest
    @EnumSource
    void thePublishedSchemaIsWhatTheCommandPrints(SpecKind kind) throws IOException {
        CommandRun run = CommandRun.of(home, List.of("spec", "schema", kind.name()));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(JSON.readTree(published(kind).toFile())).isEqualTo(JSON.readTree(run.out()));
    }

    @Test
    void theSchemaOfExperimentsIsThatOfNoKind() {
        CommandRun plain = CommandRun.of(home, List.of("spec", "schema"));
        assertThat(plain).isEqualTo(CommandRun.of(home, List.of("spec", "schema", "experiment")));
    }

    @ParameterizedTest
    @EnumSource
    void everyExampleNamesItsSchemaAndIsValidUnderSchemaAndReader(SpecKind kind) throws Exception {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(kind.schema().toString(), InputFormat.JSON);
        for (Path example : examples(kind)) {
            String text = Files.readString(example);
            assertThat(text)
                    .startsWith("# yaml-language-server: $schema=%s\n"
                            .formatted(published(kind).getFileName()));
            assertThat(schema.validate(text, InputFormat.YAML))
                    .as(example.toString())
                    .isEmpty();
            assertThat(RecordFile.read(example, kind.type(), "a spec").content())
                    .isInstanceOf(kind.type());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                EXPERIMENT | seed: 3                              | required property 'name'
                EXPERIMENT | {name: a, tasks: {family: x}}        | 'tasks' is not defined
                PRETRAIN   | {name: a, seed: 3, training: {}}     | required property 'model'
                PRETRAIN   | {name: a, seed: 3, corpora: {}}      | 'corpora' is not defined
                PRETRAIN   | {name: a, seed: much}                | /seed: does not match the regex pattern
                PRETRAIN   | {name: a, seed: 1.5}                 | /seed: number found, [integer, string] expected
                """)
    void mistakesAreInvalid(SpecKind kind, String text, String message) {
        assertThat(invalid(kind, text)).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed: 4000", "seed: 4k", "seed: -4Ki"})
    void numbersMayHaveSuffixes(String text) {
        assertThat(invalid(SpecKind.EXPERIMENT, text))
                .contains("required property 'name'")
                .doesNotContain("seed");
    }

    private static String invalid(SpecKind kind, String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(kind.schema().toString(), InputFormat.JSON)
                .validate(text, InputFormat.YAML)
                .toString();
    }

    @Test
    void aMapsDefaultIsShownWhole() {
        assertThat(SpecKind.PRETRAIN
                        .schema()
                        .at("/properties/corpus/properties/tasks/default")
                        .toString())
                .isEqualTo("{\"numbers\":4,\"largest\":12,\"target-smallest\":10,\"target-largest\":99}");
    }

    private static Path published(SpecKind kind) {
        return switch (kind) {
            case EXPERIMENT -> EXAMPLES.resolve("experiment.schema.json");
            case PRETRAIN -> EXAMPLES.resolve("pretrain/pretrain.schema.json");
        };
    }

    private static List<Path> examples(SpecKind kind) throws IOException {
        try (Stream<Path> files = Files.list(published(kind).toAbsolutePath().getParent())) {
            List<Path> specs =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(specs).isNotEmpty();
            return specs;
        }
    }
}
