package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an ingestion found: {@code rowsRead} = {@code accepted} + {@code duplicates} + all {@code rejects}.
 *
 * @param family the task family's id
 * @param accepted the tasks kept, each once
 * @param duplicates rows whose task stands in an earlier row
 * @param rejects rows that are no task, by reason; of a check of forgetting also those that the model is trained on
 * @param digest of the content and its split, 64 hex digits; equal for equal rows in whatever file format
 */
public record DatasetProfile(
        String family,
        long rowsRead,
        long accepted,
        long duplicates,
        SortedMap<String, Long> rejects,
        SplitSizes splits,
        String digest,
        ProofResult proof,
        List<ColumnSummary> columns) {

    public DatasetProfile {
        requireNonNull(family, "family is null");
        rejects = Collections.unmodifiableSortedMap(new TreeMap<>(rejects));
        requireNonNull(splits, "splits is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(proof, "proof is null");
        columns = List.copyOf(columns);
        if (accepted != splits.total()) {
            throw new IllegalArgumentException(
                    "accepted is %d, but the sides have %d".formatted(accepted, splits.total()));
        }
    }
}
