package dev.r3.infra.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpecSchemaTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    /** {@code ./r3 spec schema > examples/experiment.schema.json} brings it up to date. */
    @Test
    void thePublishedSchemaIsCurrent() throws Exception {
        Path published = EXAMPLES.resolve("experiment.schema.json");
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(published.toFile()))
                .isEqualTo(mapper.readTree(SpecSchema.create().toString()));
    }

    @Test
    void everyExampleIsValidUnderSchemaAndReader() throws Exception {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SpecSchema.create().toString(), InputFormat.JSON);
        for (Path example : examples()) {
            assertThat(schema.validate(Files.readString(example), InputFormat.YAML))
                    .as(example.toString())
                    .isEmpty();
            assertThat(SpecReader.read(example).spec().name()).isNotEmpty();
        }
    }

    private static List<Path> examples() throws Exception {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<Path> specs =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(specs).isNotEmpty();
            return specs;
        }
    }
}
