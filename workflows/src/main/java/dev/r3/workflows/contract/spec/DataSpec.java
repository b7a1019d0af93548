package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where an experiment's tasks come from. */
public record DataSpec(
        @Setting("Parquet, JSON, JSONL or CSV file (also .gz), relative to the spec's folder.")
        String source,

        @Setting(
                value = "The file's column for each of the family's columns that is named otherwise.",
                byDefault = "{}")
        Map<String, String> columns,

        @Setting(value = "Most rows to read; 0 reads all.", byDefault = "0")
        long limit,

        @Setting(value = "Shares of the tasks that are kept from training.", byDefault = "{}")
        SplitSpec split,

        @Setting(value = "What the data must prove before use.", byDefault = "{}")
        ProofSpec proof) {
    public DataSpec {
        requireNonNull(source, "source is null");
        SortedMap<String, String> sorted = new TreeMap<>(columns);
        columns = Collections.unmodifiableSortedMap(sorted);
        if (limit < 0) {
            throw new IllegalArgumentException("limit is %d; expected 0 or more rows".formatted(limit));
        }
        requireNonNull(split, "split is null");
        requireNonNull(proof, "proof is null");
    }
}
