package dev.r3.activities.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Numbers as JSON for people and programs; the same numbers give the same bytes. */
final class FiguresFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private FiguresFile() {}

    static String json(Record figures) {
        try {
            return JSON.writer(new DefaultPrettyPrinter()
                                    .withObjectIndenter(INDENT)
                                    .withArrayIndenter(INDENT))
                            .writeValueAsString(figures)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("figures are plain data", e);
        }
    }

    static Path write(Path file, Record figures) {
        try {
            return Files.writeString(file, json(figures));
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
    }
}
