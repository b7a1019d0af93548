package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.spec.DataSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which rows become which tasks.
 *
 * @param file the data, on this machine
 * @param options of the family's verifier, which proves the data
 * @param columns where to find the family's columns
 * @param rowLimit at most so many rows are read, from the top of the file
 */
public record DatasetRequest<T extends Task>(
        Path file,
        DataFormat format,
        TaskFamily<T> family,
        Options options,
        ColumnMapping columns,
        Split split,
        OptionalLong rowLimit,
        Proof proof) {

    public DatasetRequest {
        requireNonNull(file, "file is null");
        requireNonNull(format, "format is null");
        requireNonNull(family, "family is null");
        requireNonNull(options, "options is null");
        requireNonNull(columns, "columns is null");
        requireNonNull(split, "split is null");
        requireNonNull(rowLimit, "rowLimit is null");
        requireNonNull(proof, "proof is null");
        if (rowLimit.isPresent() && rowLimit.getAsLong() < 1) {
            throw new IllegalArgumentException("rowLimit is not positive: " + rowLimit.getAsLong());
        }
        columns.requireKnown(family);
    }

    /** All rows of a file whose name tells its format, in the family's own columns, with every default. */
    public static <T extends Task> DatasetRequest<T> of(Path file, TaskFamily<T> family, Split split) {
        return new DatasetRequest<>(
                file,
                DataFormat.ofFileName(file.getFileName().toString()),
                family,
                Options.of(family.options(), Map.of()),
                ColumnMapping.SAME_NAMES,
                split,
                OptionalLong.empty(),
                Proof.DEFAULT);
    }

    /**
     * What a spec says of a file.
     *
     * @throws dev.r3.activities.failure.DataFailure if the file's name does not tell its format
     */
    public static <T extends Task> DatasetRequest<T> of(
            Path file, TaskFamily<T> family, Options options, DataSpec data) {
        return new DatasetRequest<>(
                file,
                DataFormat.ofFileName(file.getFileName().toString()),
                family,
                options,
                new ColumnMapping(data.columns()),
                Split.of(data.split()),
                data.limit() == 0 ? OptionalLong.empty() : OptionalLong.of(data.limit()),
                new Proof(
                        Share.ofDecimal(data.proof().goldPasses()),
                        Share.ofDecimal(data.proof().emptyFails()),
                        Share.ofDecimal(data.proof().rejected())));
    }

    public DatasetRequest<T> withColumns(ColumnMapping replacement) {
        return new DatasetRequest<>(file, format, family, options, replacement, split, rowLimit, proof);
    }

    public DatasetRequest<T> withRowLimit(long limit) {
        return new DatasetRequest<>(file, format, family, options, columns, split, OptionalLong.of(limit), proof);
    }

    public DatasetRequest<T> withProof(Proof replacement) {
        return new DatasetRequest<>(file, format, family, options, columns, split, rowLimit, replacement);
    }
}
