package dev.r3.activities.port;

import static java.util.Objects.requireNonNull;

/**
 * What is to be said of a model for people.
 *
 * @param key of its {@link ModelRecord}
 * @param name of the registered model that it is a version of
 */
public record ModelNote(String key, String name, String text) {
    public ModelNote {
        requireNonNull(key, "key is null");
        requireNonNull(name, "name is null");
        requireNonNull(text, "text is null");
    }
}
