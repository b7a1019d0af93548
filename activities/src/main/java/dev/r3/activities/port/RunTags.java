package dev.r3.activities.port;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tags for a run that is told of apart from its {@link RunRecord}.
 *
 * @param experiment the server's experiment
 * @param key of the run's record
 */
public record RunTags(String experiment, String key, SortedMap<String, String> tags) {
    public RunTags {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(key, "key is null");
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
