package dev.r3.activities.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The metrics of a run, a line of JSON for each step. A run that was stopped writes some steps again after its last
 * snapshot: those replace what stands there.
 */
public final class MetricsFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String STEP = "step";

    private final Path file;
    private boolean begun;

    /**
     * @param file is made if it isn't there
     */
    public MetricsFile(Path file) {
        this.file = file;
    }

    /**
     * Adds a step.
     *
     * @param step later than the step before it in this run
     * @throws StorageFailure if the file can't be written
     */
    public void add(long step, SortedMap<String, Double> metrics) {
        ObjectNode line = JSON.createObjectNode().put(STEP, step);
        metrics.forEach(line::put);
        try {
            if (!begun && Files.exists(file)) {
                Files.write(file, before(step));
            }
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
        begun = true;
    }

    /** The lines of earlier steps, up to one that is only half there. */
    private List<String> before(long step) throws IOException {
        List<String> kept = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                if (JSON.readTree(line).path(STEP).asLong() >= step) {
                    return kept;
                }
            } catch (JsonProcessingException e) {
                return kept;
            }
            kept.add(line);
        }
        return kept;
    }
}
