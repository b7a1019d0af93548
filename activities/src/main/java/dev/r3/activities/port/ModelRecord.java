package dev.r3.activities.port;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model that a run made. A tracking server is told where its files are and does not get them.
 *
 * @param key tells it from every other, across runs and servers: a run that used a model again names the same
 * @param name of the registered model that it is a version of: lower-case letters, digits and dashes
 * @param address of the folder of its files
 * @param step of the run that gave it
 * @param madeAt when it was, in milliseconds since 1970
 */
public record ModelRecord(
        String key, String name, String address, long step, long madeAt, SortedMap<String, String> tags) {
    public ModelRecord {
        requireNonNull(key, "key is null");
        requireNonNull(name, "name is null");
        requireNonNull(address, "address is null");
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
