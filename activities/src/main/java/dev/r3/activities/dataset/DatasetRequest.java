package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import java.nio.file.Path;
import java.util.Map;

/**
 * What to read, and how.
 *
 * @param columns the file's column for each family column that is named otherwise
 * @param limit most rows to read; 0 reads all
 */
public record DatasetRequest<T extends Task>(
        Path source,
        TaskFamily<T> family,
        Options options,
        Map<String, String> columns,
        long limit,
        Split split,
        Requirements requirements) {
    public DatasetRequest {
        requireNonNull(source, "source is null");
        requireNonNull(family, "family is null");
        requireNonNull(options, "options is null");
        columns = Map.copyOf(columns);
        requireNonNull(split, "split is null");
        requireNonNull(requirements, "requirements is null");
    }
}
