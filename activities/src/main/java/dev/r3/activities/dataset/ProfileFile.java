package dev.r3.activities.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.DataFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A profile as a JSON file for people and programs. */
public final class ProfileFile {

    /** The file's name in an ingestion's folder. */
    public static final String NAME = "profile.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private ProfileFile() {}

    /** The profile as indented JSON, ending in a line feed. */
    public static String json(DatasetProfile profile) {
        try {
            return JSON.writer(new DefaultPrettyPrinter()
                                    .withObjectIndenter(INDENT)
                                    .withArrayIndenter(INDENT))
                            .writeValueAsString(profile)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a profile is plain data", e);
        }
    }

    /** The profile as a JSON tree under the file's names. */
    public static JsonNode tree(DatasetProfile profile) {
        return JSON.valueToTree(profile);
    }

    /**
     * The profile of a {@link #tree}.
     *
     * @throws DataFailure if it is none
     */
    public static DatasetProfile of(JsonNode tree) {
        try {
            return JSON.treeToValue(tree, DatasetProfile.class);
        } catch (JsonProcessingException e) {
            throw new DataFailure(
                    "a data set's summary is no profile: %s; run the experiment again".formatted(e.getMessage()), e);
        }
    }

    /**
     * Reads the profile in an ingestion's folder.
     *
     * @throws DataFailure if there is none
     */
    public static DatasetProfile read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            return JSON.readValue(Files.readString(file), DatasetProfile.class);
        } catch (IOException e) {
            throw new DataFailure(
                    "%s is no profile of a data set: %s; ingest the data again".formatted(file, e.getMessage()), e);
        }
    }
}
