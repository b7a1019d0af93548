package dev.r3.activities.endpoint;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.spec.EndpointSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What stands in a model's stage in place of a checkpoint: where the model is asked. */
public final class EndpointFile {
    /** The file's name in the stage. */
    public static final String NAME = "endpoint.json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build();

    private EndpointFile() {}

    /** Names the model by its name alone: the same one may be asked at another address. */
    public static Digest digest(EndpointSpec spec) {
        return Sha256.of(("r3 model at an endpoint\n" + spec.model()).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the file, and says where it is. */
    public static Path write(EndpointSpec spec, Path folder) {
        Path file = folder.resolve(NAME);
        try {
            MAPPER.writeValue(file.toFile(), spec);
            return file;
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
    }

    /** Reads a file. */
    public static EndpointSpec read(Path file) {
        try {
            return MAPPER.readValue(file.toFile(), EndpointSpec.class);
        } catch (IOException e) {
            throw new StorageFailure("cannot read %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
    }
}
