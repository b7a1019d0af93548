package dev.r3.activities.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.Digest;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files with a record a line, as JSON. */
public final class JsonLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonLines() {}

    /**
     * Writes rows.
     *
     * @return SHA-256 of the file
     * @throws StorageFailure if the file can't be written
     */
    public static Digest write(Path file, List<? extends Record> rows) {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (Record row : rows) {
                writer.write(JSON.writeValueAsString(row));
                writer.write('\n');
            }
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(file, FileFailures.explain(e, file)), e);
        }
        return digest(file);
    }

    private static Digest digest(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new StorageFailure("cannot read %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
    }

    /**
     * All rows of a file.
     *
     * @throws StorageFailure if the file can't be read
     * @throws DataFailure for a line that is no such record
     */
    public static <R extends Record> List<R> read(Path file, Class<R> type) {
        List<R> rows = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(JSON.readValue(line, type));
            }
        } catch (JsonProcessingException e) {
            throw new DataFailure(
                    "line %d of %s is no %s: %s"
                            .formatted(rows.size() + 1, file, type.getSimpleName(), e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new StorageFailure("cannot read %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
        return rows;
    }
}
