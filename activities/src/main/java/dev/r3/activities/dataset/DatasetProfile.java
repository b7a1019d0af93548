package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an ingestion found.
 *
 * @param rows rows read
 * @param rejects rejected rows by reason
 * @param duplicates rows of tasks that stood already
 * @param splits tasks on each side
 * @param content SHA-256 of the canonical content: every kept row with its side, in order; independent of the file format
 */
public record DatasetProfile(
        long rows,
        long tasks,
        SortedMap<String, Long> rejects,
        long duplicates,
        SortedMap<String, Long> splits,
        Proof gold,
        Proof empty,
        String content) {

    /**
     * How answers that are known beforehand were judged.
     *
     * @param asExpected gold answers that passed, or empty answers that failed
     * @param judged all of them
     */
    public record Proof(long asExpected, long judged) {

        /** The share as expected; 1 if none was judged. */
        public double share() {
            return judged == 0 ? 1 : (double) asExpected / judged;
        }
    }

    public DatasetProfile {
        rejects = Collections.unmodifiableSortedMap(new TreeMap<>(rejects));
        splits = Collections.unmodifiableSortedMap(new TreeMap<>(splits));
        requireNonNull(gold, "gold is null");
        requireNonNull(empty, "empty is null");
        requireNonNull(content, "content is null");
    }
}
