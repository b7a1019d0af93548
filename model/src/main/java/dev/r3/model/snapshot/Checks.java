package dev.r3.model.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the records of this package demand of their values. */
final class Checks {

    private Checks() {}

    static void requireText(String value, String what) {
        if (requireNonNull(value, what + " is null").isBlank()) {
            throw new IllegalArgumentException(what + " is blank");
        }
    }

    static void requireNotNegative(long value, String what) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " is negative: " + value);
        }
    }

    /** A copy that can't change, in the order of the names. */
    static <T> SortedMap<String, T> copied(Map<String, T> values, String what) {
        requireNonNull(values, what + " is null");
        values.forEach((name, value) -> {
            requireText(name, "name in " + what);
            requireNonNull(value, () -> name + " in " + what + " is null");
        });
        return Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}
